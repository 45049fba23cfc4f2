package dev.candor.audit.entries;

import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of one JSON object of an event in the forms of spec/protocol.md section 1. */
final class EventMembers {
    static final int MAX_LIST = 64;

    private static final int MAX_QUOTED_CHARS = 80;
    private static final Pattern UINT64 = Pattern.compile("0|[1-9][0-9]{0,19}");
    private static final Pattern BYTES = Pattern.compile("0x(?:[0-9a-f]{2})*+");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;
    private final String path;

    private EventMembers(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    static EventMembers parse(Bytes json) throws UndecodableException {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(json.readOnlyArray());
        } catch (JacksonException notJson) {
            throw new UndecodableException("Expected a JSON object, found " + quoted(notJson.getOriginalMessage()));
        }
        if (parsed == null || !parsed.isObject()) {
            throw new UndecodableException("Expected a JSON object, found another value.");
        }
        return new EventMembers(parsed, "");
    }

    EventMembers object(String name) throws UndecodableException {
        JsonNode member = member(name);
        if (!member.isObject()) {
            throw differs(name, "an object", member);
        }
        return new EventMembers(member, path + name + ".");
    }

    String text(String name) throws UndecodableException {
        JsonNode member = member(name);
        if (!member.isString()) {
            throw differs(name, "a string", member);
        }
        return member.asString();
    }

    /** An unsigned number in decimal below 2^63: no honest one is above, and all are kept and compared as they are. */
    long number(String name) throws UndecodableException {
        String decimal = text(name);
        if (!UINT64.matcher(decimal).matches()) {
            throw differs(name, "an unsigned 64-bit number in decimal", member(name));
        }
        try {
            return Long.parseLong(decimal);
        } catch (NumberFormatException tooLarge) {
            throw differs(name, "a number below 2^63", member(name));
        }
    }

    /** As {@link #number}, also of 2^63 and above: nonces, which a sender chooses. */
    long uint64(String name) throws UndecodableException {
        String decimal = text(name);
        if (!UINT64.matcher(decimal).matches()) {
            throw differs(name, "an unsigned 64-bit number in decimal", member(name));
        }
        try {
            return Long.parseUnsignedLong(decimal);
        } catch (NumberFormatException tooLarge) {
            throw differs(name, "a number below 2^64", member(name));
        }
    }

    /** A JSON number from 0 to {@code max}. */
    long smallNumber(String name, long max) throws UndecodableException {
        JsonNode member = member(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.asLong() < 0 || member.asLong() > max) {
            throw differs(name, "a number from 0 to " + max, member);
        }
        return member.asLong();
    }

    Bytes bytes(String name) throws UndecodableException {
        return bytes(name, member(name));
    }

    Hash32 hash(String name) throws UndecodableException {
        return hash(name, member(name));
    }

    List<Hash32> hashes(String name) throws UndecodableException {
        JsonNode member = member(name);
        if (!member.isArray() || member.size() > MAX_LIST) {
            throw differs(name, "a list of at most " + MAX_LIST + " hashes", member);
        }
        List<Hash32> hashes = new ArrayList<>();
        for (JsonNode element : member) {
            hashes.add(hash(name, element));
        }
        return hashes;
    }

    /** Checksummed (ERC-55). */
    Address address(String name) throws UndecodableException {
        JsonNode member = member(name);
        String text = member.isString() ? member.asString() : "";
        try {
            Address address = Address.fromHex(text);
            if (Eip55.format(address).equals(text)) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw differs(name, "an address", member);
        }
        throw differs(name, "a checksummed address", member);
    }

    private Hash32 hash(String name, JsonNode member) throws UndecodableException {
        Bytes bytes = bytes(name, member);
        if (bytes.size() != Hash32.SIZE) {
            throw differs(name, "32 bytes", member);
        }
        return Hash32.wrap(bytes.readOnlyArray());
    }

    private Bytes bytes(String name, JsonNode member) throws UndecodableException {
        if (!member.isString() || !BYTES.matcher(member.asString()).matches()) {
            throw differs(name, "bytes as 0x-hex in lower case", member);
        }
        return Bytes.fromHex(member.asString());
    }

    private JsonNode member(String name) throws UndecodableException {
        JsonNode member = object.get(name);
        if (member == null || member.isNull()) {
            throw new UndecodableException("Expected a member " + path + name + ", found none.");
        }
        return member;
    }

    private UndecodableException differs(String name, String expected, JsonNode found) {
        return new UndecodableException("Expected " + expected + " for " + path + name + ", found "
                + quoted(found.isContainer() ? "a list or an object" : found.asString()) + ".");
    }

    /** Untrusted text, short and on one line. */
    static String quoted(String text) {
        String cut = text.length() > MAX_QUOTED_CHARS ? text.substring(0, MAX_QUOTED_CHARS) + "…" : text;
        StringBuilder safe = new StringBuilder();
        cut.codePoints()
                .map(point -> Character.isISOControl(point) || !Character.isDefined(point) ? '?' : point)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
