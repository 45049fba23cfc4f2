package dev.candor.tlog;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a witness answers to add-checkpoint (tlog-witness), decided from the body and from what it stored. Deciding and
 * storing {@link Cosign#tree()} must be one transaction that starts from the same {@link WitnessedLog#latest()}, and be
 * durable before the cosignature leaves the process.
 */
public sealed interface WitnessDecision {
    /** The HTTP status of the answer. */
    int status();

    /**
     * All checks passed: store the tree, then answer with {@link WitnessAnswer#cosigned}.
     *
     * @param verified the checkpoint with only those lines of the request that verified, to be served to monitors
     */
    record Cosign(Checkpoint checkpoint, SignedNote verified) implements WitnessDecision {
        /** The latest tree from now on. */
        public TreeHead tree() {
            return checkpoint.tree();
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * The client starts from another checkpoint: answer with {@link WitnessAnswer#conflict}.
     *
     * @param latestSize of the tree that this witness cosigned last
     */
    record Conflict(long latestSize) implements WitnessDecision {
        @Override
        public int status() {
            return 409;
        }
    }

    /** The body is malformed, or its old size is above the checkpoint's. */
    record BadRequest(String why) implements WitnessDecision {
        @Override
        public int status() {
            return 400;
        }
    }

    /** No trusted key signed the checkpoint, or a line of a trusted key is false. */
    record Untrusted(String why) implements WitnessDecision {
        @Override
        public int status() {
            return 403;
        }
    }

    /** The witness does not follow the origin. */
    record UnknownLog(String origin) implements WitnessDecision {
        @Override
        public int status() {
            return 404;
        }
    }

    /**
     * The log signed a checkpoint that is not proven to extend the latest tree. It may be a fork or only a false proof.
     */
    record Inconsistent(String why, Checkpoint checkpoint, SignedNote verified) implements WitnessDecision {
        @Override
        public int status() {
            return 422;
        }
    }

    /**
     * The log signed another root for the size of the latest tree: answer without {@link WitnessAnswer#conflict}, for
     * a client takes a size for the one to go on from. Both checkpoints together are proof that the log forked, to be kept.
     */
    record Forked(String why, Checkpoint checkpoint, SignedNote verified) implements WitnessDecision {
        /** Of the latest tree, and of the checkpoint. */
        public long latestSize() {
            return checkpoint.tree().size();
        }

        @Override
        public int status() {
            return 409;
        }
    }

    /**
     * @param body as it came, from anyone
     * @param logs what the witness stored under an origin, if it follows it
     */
    static WitnessDecision decide(byte[] body, Function<String, Optional<WitnessedLog>> logs) {
        return switch (AddCheckpointRequest.parse(body)) {
            case Parsed.Malformed<AddCheckpointRequest>(String why) -> new BadRequest(why);
            case Parsed.Ok<AddCheckpointRequest>(AddCheckpointRequest request) -> {
                String origin = request.checkpoint().origin();
                yield logs.apply(origin).map(log -> decide(request, log)).orElseGet(() -> new UnknownLog(origin));
            }
        };
    }

    private static WitnessDecision decide(AddCheckpointRequest request, WitnessedLog log) {
        return switch (request.note().open(log.keys())) {
            case NoteOpening.Refused(String why) -> new Untrusted(why);
            case NoteOpening.Opened(List<NoteOpening.Verified> lines) -> {
                List<NoteSignature> signatures =
                        lines.stream().map(NoteOpening.Verified::signature).toList();
                yield decide(
                        request, log.latest(), new SignedNote(request.note().text(), signatures));
            }
        };
    }

    private static WitnessDecision decide(AddCheckpointRequest request, TreeHead latest, SignedNote verified) {
        TreeHead tree = request.checkpoint().tree();
        if (request.oldSize() > tree.size()) {
            return new BadRequest("Expected an old size of at most the checkpoint's " + tree.size() + ", found "
                    + request.oldSize() + ".");
        }
        if (request.oldSize() != latest.size()) {
            return new Conflict(latest.size());
        }
        return switch (TreeVerification.consistency(latest, tree, request.proof())) {
            case Check.Failed(String why) ->
                tree.size() == latest.size() && request.proof().isEmpty()
                        ? new Forked(why, request.checkpoint(), verified)
                        : new Inconsistent(why, request.checkpoint(), verified);
            case Check.Ok() -> new Cosign(request.checkpoint(), verified);
        };
    }
}
