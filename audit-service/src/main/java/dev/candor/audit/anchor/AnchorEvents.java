package dev.candor.audit.anchor;

import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Hash32;

/** The wire form of CheckpointAnchored, version 1 (spec/events.md): released, so it never changes. */
final class AnchorEvents {
    private static final String TOPIC = "candor.checkpoints.v1";

    private AnchorEvents() {}

    static Outbox.Event anchored(RollupIdentity rollup, Anchors.Anchor anchor, long atMillis) {
        CheckpointAnchoredV1 data = new CheckpointAnchoredV1(
                rollup.id().toString(),
                rollup.origin(),
                rollup.originHash().toHex(),
                Long.toString(anchor.size()),
                Hash32.wrap(anchor.root().toArray()).toHex(),
                L1PlaceV1.of(anchor.place()));
        String id = "anchored/%d/%s".formatted(anchor.size(), anchor.place().blockHash());
        return new Outbox.Event(TOPIC, "CheckpointAnchored", id, atMillis, data);
    }

    record CheckpointAnchoredV1(
            String rollupId, String origin, String originHash, String size, String root, L1PlaceV1 l1) {}

    record L1PlaceV1(String transactionHash, String blockNumber, String blockHash, int logIndex) {
        static L1PlaceV1 of(Anchors.L1Place place) {
            return new L1PlaceV1(
                    place.transactionHash().toHex(),
                    Long.toUnsignedString(place.blockNumber()),
                    place.blockHash().toHex(),
                    place.logIndex());
        }
    }
}
