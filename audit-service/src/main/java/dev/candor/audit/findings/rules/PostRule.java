package dev.candor.audit.findings.rules;

import dev.candor.audit.findings.Finding;
import dev.candor.audit.findings.FindingKind;
import dev.candor.audit.findings.Words;
import dev.candor.audit.findings.evidence.Evidence;
import dev.candor.protocol.data.BatchCommitment;
import dev.candor.protocol.types.Generation;
import dev.candor.protocol.types.Hash32;
import java.util.Map;
import java.util.Optional;

/**
 * L1 against the log: every batch posted as it is logged, nothing posted that is not logged, no post of a generation that
 * is not in force, and no word in the log about a post that L1 does not know.
 */
public final class PostRule {
    private final AuditedRollup rollup;

    public PostRule(AuditedRollup rollup) {
        this.rollup = rollup;
    }

    /** A post whose header the log has. */
    public Optional<Finding> asLogged(SeenPost post, SeenBatch logged, Optional<SeenStatement> statement) {
        boolean sameHeader = digest(post).equals(logged.header().digest(rollup.domain()));
        boolean sameStatement = statement
                .map(seen -> seen.statement().equals(post.statement().object()))
                .orElse(true);
        boolean sameCommitment = post.commitment().batchHash().equals(digest(post))
                && post.commitment()
                        .executionHash()
                        .equals(post.statement().object().digest(rollup.domain()));
        if (sameHeader && sameStatement && sameCommitment) {
            return Optional.empty();
        }
        Evidence.Builder evidence = parts(post)
                .signed("loggedHeader", logged.signedHeader())
                .entries(logged.at().entry());
        statement.ifPresent(seen -> evidence.signed("loggedStatement", seen.signed())
                .entries(seen.at().entry()));
        String what = !sameHeader ? "header" : !sameStatement ? "statement" : "commitment";
        return Optional.of(new Finding(
                FindingKind.POST_NOT_AS_LOGGED,
                post.subject(),
                new Words(
                        "on L1 the " + what + " of " + logged.words() + " that is logged",
                        "another (" + post.place() + ")",
                        "The posted one stands. If both are signed they prove F1: keep them. Stop the orderer and find out who else has its keys."),
                evidence.build()));
    }

    /** A post whose batch the log has not got, although it had time. */
    public Finding notLogged(SeenPost post, long waitedSeconds) {
        return new Finding(
                FindingKind.POST_NOT_LOGGED,
                post.subject(),
                new Words(
                        "the log to have batch " + post.subject() + ", which is on L1",
                        "nothing " + waitedSeconds + " s later (" + post.place() + ")",
                        "Look whether candor.batches.v1 is followed. If it is, the sequencer posts what it hides from the log."),
                parts(post).build());
    }

    /** @param inForce the generation on L1 when the post was made */
    public Optional<Finding> ofOtherGeneration(SeenPost post, Generation inForce) {
        if (post.header().object().generation().equals(inForce)) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                FindingKind.POST_OF_OTHER_GENERATION,
                post.subject(),
                new Words(
                        "posts of generation " + inForce + " only",
                        "one of generation " + post.header().object().generation() + " (" + post.place() + ")",
                        "The contract refuses such posts: compare its code with the deployment, and the L1 node with others."),
                parts(post).number("generationInForce", inForce.value()).build()));
    }

    /** A logged BatchPosted whose commitment is not what L1 has for the batch at a final block. */
    public Optional<Finding> eventUntrue(
            String subject, BatchCommitment told, Sighting at, Optional<BatchCommitment> onL1) {
        if (onL1.filter(told::equals).isPresent()) {
            return Optional.empty();
        }
        Evidence.Builder evidence = Evidence.of().part("told", json(told)).entries(at.entry());
        onL1.ifPresent(found -> evidence.part("onL1", json(found)));
        return Optional.of(new Finding(
                FindingKind.POST_EVENT_UNTRUE,
                subject,
                new Words(
                        onL1.map(found -> "the commitment that L1 has, " + found.hash())
                                .orElse("no word of a post: L1 has none of this batch"),
                        told.hash() + " (" + at.words() + ")",
                        "After an L1 reorganisation the sequencer tells again: if it did, this clears. Else its L1 node disagrees with ours."),
                evidence.build()));
    }

    private Hash32 digest(SeenPost post) {
        return post.header().object().digest(rollup.domain());
    }

    private static Evidence.Builder parts(SeenPost post) {
        return Evidence.of()
                .signed("postedHeader", post.header())
                .signed("postedStatement", post.statement())
                .part("commitment", json(post.commitment()))
                .text("place", post.place());
    }

    private static Map<String, Object> json(BatchCommitment commitment) {
        return Map.of(
                "batchHash", commitment.batchHash().toHex(),
                "executionHash", commitment.executionHash().toHex(),
                "dataHash", commitment.dataHash().toHex(),
                "postedAt", Long.toUnsignedString(commitment.postedAt()),
                "challengeWindow", Long.toUnsignedString(commitment.challengeWindow()));
    }
}
