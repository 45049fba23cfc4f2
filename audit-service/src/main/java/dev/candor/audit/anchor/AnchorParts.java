package dev.candor.audit.anchor;

import dev.candor.l1.L1Node;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundTransactions;

/** What a round of anchoring is made of. */
record AnchorParts(
        L1Node l1,
        AnchorContract contract,
        AnchorHistory history,
        AnchorRows anchors,
        AnchorPlanning planning,
        AnchorDue due,
        OutboundTransactions<AnchorCall> outbound,
        L1Slots<AnchorCall> slots,
        AnchorMeters meters) {}
