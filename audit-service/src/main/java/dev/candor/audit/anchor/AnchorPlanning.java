package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.L1Header;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1TroubleException;
import dev.candor.protocol.eip712.LogCheckpoint;
import dev.candor.protocol.signing.Secp256k1;
import dev.candor.protocol.signing.Signature65;
import dev.candor.protocol.types.Address;
import dev.candor.protocol.types.Hash32;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.SignedNote;
import dev.candor.tlog.TreeHash;
import dev.candor.tlog.TreeHead;
import java.util.List;
import java.util.Optional;

/** What to anchor next: the newest published checkpoint, proven from the anchor that L1 has now. */
class AnchorPlanning {
    /** Of estimated gas, in quarters: a proof of the same length costs more when its hashes have fewer zeros. */
    private static final long GAS_MARGIN_QUARTERS = 5;

    private final AnchorContract contract;
    private final L1Desk desk;
    private final Address account;
    private final Checkpoints checkpoints;
    private final LogReader tree;
    private final RollupIdentity rollup;
    private final AnchorProperties properties;

    AnchorPlanning(
            AnchorContract contract,
            L1Desk desk,
            Address account,
            Checkpoints checkpoints,
            LogReader tree,
            RollupIdentity rollup,
            AnchorProperties properties) {
        this.contract = contract;
        this.desk = desk;
        this.account = account;
        this.checkpoints = checkpoints;
        this.tree = tree;
        this.rollup = rollup;
        this.properties = properties;
    }

    /**
     * The call that anchors the newest published checkpoint; nothing when L1 has one as new.
     *
     * @throws L1TroubleException L1 would refuse it, or it costs too much gas
     */
    Optional<AnchorCall> plan(L1Header head) {
        TreeHead anchored = contract.newest();
        Optional<PublishedCheckpoint> published = checkpoints.newestAtLeast(anchored.size() + 1);
        if (published.isEmpty()) {
            return Optional.empty();
        }
        PublishedCheckpoint checkpoint = published.get();
        List<TreeHash> proof = anchored.size() == 0 ? List.of() : tree.consistency(anchored.size(), checkpoint.size());
        Signature65 signature = signature(checkpoint, contract.logKeyAt(head.number() + 1));
        String data = contract.anchor(checkpoint.head(), proof, signature);
        return Optional.of(new AnchorCall(checkpoint.size(), data, gasLimit(checkpoint.size(), data)));
    }

    /** The same call while it would pass; else the one that is due now, or none. */
    AnchorCall refresh(AnchorCall call, L1Header head) {
        if (!call.isNothing() && desk.preflight(account, call.data()) instanceof L1Desk.Preflight.Passes) {
            TreeHead anchored = contract.newest();
            return anchored.size() >= call.size() ? AnchorCall.NOTHING : call;
        }
        return plan(head).orElse(AnchorCall.NOTHING);
    }

    private long gasLimit(long size, String data) {
        return switch (desk.preflight(account, data)) {
            case L1Desk.Preflight.Passes(long gas) -> {
                long limit = gas * GAS_MARGIN_QUARTERS / 4;
                if (limit > properties.maxGas()) {
                    throw new L1TroubleException(
                            "Expected the anchor of size %d to take at most %d gas, found %d: raise candor.anchor.max-gas if L1's prices have changed."
                                    .formatted(size, properties.maxGas(), limit));
                }
                yield limit;
            }
            case L1Desk.Preflight.Reverts refusal ->
                throw new L1TroubleException(
                        "Expected AuditAnchor %s to take size %d, found the refusal %s: see docs/runbooks/anchoring.md."
                                .formatted(contract.address(), size, refusal));
        };
    }

    /** The note's line that L1 can check, found by whom it recovers to. */
    private Signature65 signature(PublishedCheckpoint checkpoint, Address logKey) {
        Hash32 digest = new LogCheckpoint(
                        rollup.originHash(),
                        checkpoint.size(),
                        Hash32.wrap(checkpoint.root().toArray()))
                .digest(rollup.domain());
        return SignedNote.parse(checkpoint.note().toArray()).orThrow().signatures().stream()
                .filter(line -> line.keyName().equals(rollup.origin()))
                .map(NoteSignature::signature)
                .filter(signature -> signature.length == Signature65.SIZE)
                .map(Signature65::of)
                .filter(signature -> Secp256k1.verify(digest, signature, logKey))
                .findFirst()
                .orElseThrow(() -> new L1TroubleException(
                        "Expected the checkpoint of size %d to be signed by %s, the log key in AuditAnchor, found no such line: run with that key, or rotate it there."
                                .formatted(checkpoint.size(), logKey)));
    }
}
