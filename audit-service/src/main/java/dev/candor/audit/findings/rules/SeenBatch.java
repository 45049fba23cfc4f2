package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.evidence.Signed;
import dev.candor.protocol.eip712.BatchHeader;
import dev.candor.protocol.eip712.Cut;
import dev.candor.protocol.types.Bytes;

/** A sealed batch as somebody showed it; {@code beaconSignature} has 96 bytes, or none for kind 0. */
public record SeenBatch(Signed<BatchHeader> signedHeader, Bytes cutSignature, Bytes beaconSignature, Sighting at) {
    public BatchHeader header() {
        return signedHeader.object();
    }

    public Signed<Cut> cut() {
        return new Signed<>(header().toCut(), cutSignature);
    }

    /** {@code <generation>.<number>}: how findings name the batch. */
    public String subject() {
        return subject(header());
    }

    static String subject(BatchHeader header) {
        return header.generation() + "." + header.number();
    }

    /** For people. */
    String words() {
        return "batch " + header().number() + " of generation " + header().generation();
    }
}
