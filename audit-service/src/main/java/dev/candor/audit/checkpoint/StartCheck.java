package dev.candor.audit.checkpoint;

import dev.candor.audit.log.LogReader;
import dev.candor.audit.log.PipelineFault;
import dev.candor.audit.witness.CosignRequest;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.TrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether this database is as new as what others have seen of the log. A database that was restored from an older backup must
 * never sign again: it would give other entries to indices that are taken. Decides, asks nobody.
 */
final class StartCheck {
    private static final String DO =
            " This database is older than what others have seen, or of another tree: signing would fork the log. Nothing was signed."
                    + " Restore the newest database, see docs/runbooks/log-behind.md.";

    private StartCheck() {}

    /**
     * @param signed the largest tree that this database has a signing record of; the empty tree if none
     * @throws PipelineFault the log is behind what L1 has, or another
     */
    static void againstL1(TreeHead signed, Optional<TreeHead> anchored, LogReader log) {
        if (anchored.isEmpty()) {
            return;
        }
        TreeHead anchor = anchored.get();
        if (anchor.size() > signed.size()) {
            throw new PipelineFault(
                    PipelineFault.Kind.BEHIND,
                    "Expected the anchor on L1 to be of at most size %d, the largest that was signed here, found size %d.%s"
                            .formatted(signed.size(), anchor.size(), DO));
        }
        TreeHead own = log.head(anchor.size());
        if (!own.equals(anchor)) {
            throw new PipelineFault(
                    PipelineFault.Kind.BEHIND,
                    "Expected root %s at size %d, which is anchored on L1, found %s.%s"
                            .formatted(anchor.root(), anchor.size(), own.root(), DO));
        }
    }

    /**
     * Whether the witnesses that answered about the newest signed tree are a quorum, and none says that it has more.
     *
     * @throws PipelineFault so many have a larger tree, or another, that the others are no quorum
     */
    static boolean againstWitnesses(CosignRequest request, TrustPolicy policy, List<String> disbelieved) {
        requireFewAhead(request, policy, disbelieved);
        List<String> answered = new ArrayList<>(request.cosigned());
        if (request.head().size() == 0) {
            // A witness may refuse the empty tree, and has then said that it knows none.
            request.refusals().stream()
                    .filter(refusal -> refusal.trouble() == CosignRequest.Trouble.REFUSED)
                    .forEach(refusal -> answered.add(refusal.witness()));
        }
        return claims(request, disbelieved).isEmpty() && policy.isQuorum(answered);
    }

    /**
     * A few that claim more are waited for: their word comes without proof (C2SP tlog-witness), and one alone may lie.
     *
     * @throws PipelineFault so many have a larger tree, or another, that the others are no quorum
     */
    static void requireFewAhead(CosignRequest request, TrustPolicy policy, List<String> disbelieved) {
        List<CosignRequest.Refusal> claims = claims(request, disbelieved);
        List<String> claiming =
                claims.stream().map(CosignRequest.Refusal::witness).toList();
        List<String> others = policy.witnesses().stream()
                .map(TrustPolicy.Party::name)
                .filter(name -> !claiming.contains(name))
                .toList();
        if (!claims.isEmpty() && !policy.isQuorum(others)) {
            String whys = claims.stream().map(CosignRequest.Refusal::why).collect(Collectors.joining(" "));
            throw new PipelineFault(PipelineFault.Kind.BEHIND, whys + DO);
        }
    }

    /** What to do about those who claim more while the others could be a quorum; empty if nobody does. */
    static String advice(CosignRequest request, List<String> disbelieved) {
        List<CosignRequest.Refusal> claims = claims(request, disbelieved);
        return claims.isEmpty()
                ? ""
                : " Nothing is signed while %s stands to it: find out who is right, see docs/runbooks/log-behind.md."
                        .formatted(claims.stream()
                                .map(CosignRequest.Refusal::witness)
                                .collect(Collectors.joining(", ")));
    }

    private static List<CosignRequest.Refusal> claims(CosignRequest request, List<String> disbelieved) {
        return request.refusals().stream()
                .filter(refusal -> refusal.trouble() == CosignRequest.Trouble.AHEAD
                        || refusal.trouble() == CosignRequest.Trouble.INCONSISTENT)
                .filter(refusal -> !disbelieved.contains(refusal.witness()))
                .toList();
    }
}
