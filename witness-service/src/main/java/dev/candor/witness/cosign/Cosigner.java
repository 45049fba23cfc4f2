package dev.candor.witness.cosign;

import dev.candor.tlog.Checkpoint;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.WitnessAnswer;
import dev.candor.tlog.WitnessDecision;
import dev.candor.tlog.WitnessedLog;
import dev.candor.witness.cosign.CosignAnswer.Kind;
import dev.candor.witness.identity.WitnessIdentity;
import dev.candor.witness.logs.LogMemory;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers add-checkpoint: decides from what is stored, commits the new tree, then signs. A crash after the commit costs the
 * client one more request with the new size; a crash before it costs nothing.
 */
@Component
class Cosigner {
    private static final Logger log = LoggerFactory.getLogger(Cosigner.class);

    /** The tree moved under a decision: the next one finds the moved tree and is a conflict, so twice is enough. */
    private static final int MAX_DECISIONS = 3;

    private final WitnessIdentity identity;
    private final LogMemory memory;
    private final Clock clock;

    Cosigner(WitnessIdentity identity, LogMemory memory, Clock clock) {
        this.identity = identity;
        this.memory = memory;
        this.clock = clock;
    }

    /** @param body as it came, from anyone */
    CosignAnswer answer(byte[] body) {
        for (int decisions = 0; decisions < MAX_DECISIONS; decisions++) {
            Recollection recalled = new Recollection(memory);
            Optional<CosignAnswer> answer = apply(WitnessDecision.decide(body, recalled), recalled);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return CosignAnswer.refused(
                Kind.BUSY, 503, "Expected the log to rest for a moment, found it moving: ask again.");
    }

    /** Empty if the stored tree moved since the decision. */
    private Optional<CosignAnswer> apply(WitnessDecision decision, Recollection recalled) {
        return switch (decision) {
            case WitnessDecision.Cosign cosign -> cosigned(cosign, recalled.latest);
            case WitnessDecision.Conflict(long latestSize) -> Optional.of(CosignAnswer.conflict(latestSize));
            case WitnessDecision.Forked forked -> {
                log.error(
                        "log forked origin={} size={} root={}: two checkpoints of one size, both signed; kept as proof",
                        forked.checkpoint().origin(),
                        forked.latestSize(),
                        forked.checkpoint().tree().root());
                memory.keep(forked, clock.millis());
                yield refused(Kind.FORKED, decision, forked.why());
            }
            case WitnessDecision.BadRequest(String why) -> refused(Kind.BAD_REQUEST, decision, why);
            case WitnessDecision.Untrusted(String why) -> refused(Kind.UNTRUSTED, decision, why);
            case WitnessDecision.UnknownLog unknown ->
                refused(Kind.UNKNOWN_LOG, decision, "Expected the origin of a log that this witness follows.");
            case WitnessDecision.Inconsistent inconsistent -> {
                Checkpoint checkpoint = inconsistent.checkpoint();
                log.warn(
                        "not proven consistent origin={} size={} root={}",
                        checkpoint.origin(),
                        checkpoint.tree().size(),
                        checkpoint.tree().root());
                yield refused(Kind.INCONSISTENT, decision, inconsistent.why());
            }
        };
    }

    private Optional<CosignAnswer> cosigned(WitnessDecision.Cosign cosign, TreeHead from) {
        if (!memory.advance(from, cosign, clock.millis())) {
            return Optional.empty();
        }
        NoteSignature cosignature =
                identity.cosign(cosign.checkpoint(), clock.instant().getEpochSecond());
        return Optional.of(CosignAnswer.cosigned(WitnessAnswer.cosigned(List.of(cosignature))));
    }

    private static Optional<CosignAnswer> refused(Kind kind, WitnessDecision decision, String why) {
        return Optional.of(CosignAnswer.refused(kind, decision.status(), why));
    }

    /** What one decision was told. */
    private static final class Recollection implements Function<String, Optional<WitnessedLog>> {
        private final LogMemory memory;
        private TreeHead latest = TreeHead.EMPTY;

        Recollection(LogMemory memory) {
            this.memory = memory;
        }

        @Override
        public Optional<WitnessedLog> apply(String origin) {
            Optional<WitnessedLog> found = memory.find(origin);
            latest = found.map(WitnessedLog::latest).orElse(TreeHead.EMPTY);
            return found;
        }
    }
}
