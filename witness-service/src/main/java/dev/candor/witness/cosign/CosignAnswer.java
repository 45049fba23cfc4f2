package dev.candor.witness.cosign;

import dev.candor.tlog.WitnessAnswer;
import java.nio.charset.StandardCharsets;

/** An HTTP answer to add-checkpoint, and what it is counted as. */
record CosignAnswer(Kind kind, int status, String contentType, byte[] body) {
    private static final String TEXT = "text/plain;charset=utf-8";

    /** What became of a request. */
    enum Kind {
        COSIGNED,
        BAD_REQUEST,
        UNTRUSTED,
        UNKNOWN_LOG,
        CONFLICT,
        FORKED,
        INCONSISTENT,
        TOO_LARGE,
        BUSY,
        UNAVAILABLE
    }

    static CosignAnswer cosigned(byte[] lines) {
        return new CosignAnswer(Kind.COSIGNED, 200, TEXT, lines);
    }

    static CosignAnswer conflict(long latestSize) {
        return new CosignAnswer(
                Kind.CONFLICT, 409, WitnessAnswer.CONFLICT_CONTENT_TYPE, WitnessAnswer.conflict(latestSize));
    }

    static CosignAnswer refused(Kind kind, int status, String why) {
        return new CosignAnswer(kind, status, TEXT, (why + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
