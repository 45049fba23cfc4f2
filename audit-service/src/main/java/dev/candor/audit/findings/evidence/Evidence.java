package dev.candor.audit.findings.evidence;

import dev.candor.protocol.eip712.SignedObject;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What shows a finding, without asking anybody: named parts, the fault they prove if any, and the log entries where the
 * parts can be seen. Immutable.
 *
 * @param claim empty when nothing here is punishable by a checker
 * @param parts JSON values by name; their order is kept
 * @param entries indices in the log, ascending
 */
public record Evidence(Optional<FaultClaim> claim, Map<String, Object> parts, List<Long> entries) {
    /** The name of this form, in every JSON of it. */
    public static final String FORMAT = "candor-evidence/v1";

    public Evidence {
        parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        entries = entries.stream().distinct().sorted().toList();
    }

    /** The JSON document of spec/findings.md section 3, as maps, lists, strings and numbers. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("claims", claim.map(FaultClaim::json).stream().toList());
        json.put("parts", parts);
        json.put("entries", entries.stream().map(Long::toUnsignedString).toList());
        return json;
    }

    public static Builder of() {
        return new Builder();
    }

    /** Collects the parts; used within one method. */
    public static final class Builder {
        private final Map<String, Object> parts = new LinkedHashMap<>();
        private final List<Long> entries = new ArrayList<>();
        private Optional<FaultClaim> claim = Optional.empty();

        public Builder claim(FaultClaim fault) {
            claim = Optional.of(fault);
            return this;
        }

        public Builder signed(String name, Signed<? extends SignedObject> signed) {
            Map<String, Object> json = new LinkedHashMap<>(ObjectForms.json(signed.object()));
            json.put("signature", signed.signature().toHex());
            return part(name, json);
        }

        public Builder object(String name, SignedObject object) {
            return part(name, ObjectForms.json(object));
        }

        public Builder proof(String name, LeafProof proof) {
            return part(name, proof.json());
        }

        public Builder hash(String name, Hash32 hash) {
            return part(name, hash.toHex());
        }

        public Builder bytes(String name, Bytes bytes) {
            return part(name, bytes.toHex());
        }

        public Builder address(String name, Address address) {
            return part(name, dev.candor.protocol.hash.Eip55.format(address));
        }

        /** An unsigned 64-bit number. */
        public Builder number(String name, long number) {
            return part(name, Long.toUnsignedString(number));
        }

        public Builder text(String name, String text) {
            return part(name, text);
        }

        /** A value made of maps, lists, strings and numbers. */
        public Builder part(String name, Object json) {
            parts.put(name, json);
            return this;
        }

        /** An entry of the log where a part can be seen. */
        public Builder entry(long index) {
            entries.add(index);
            return this;
        }

        public Builder entries(Optional<Long> index) {
            index.ifPresent(entries::add);
            return this;
        }

        public Evidence build() {
            return new Evidence(claim, parts, entries);
        }
    }
}
