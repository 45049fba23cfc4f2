package dev.candor.audit.findings.rules;

import dev.candor.protocol.ordering.ArrivalLeaf;
import dev.candor.protocol.ordering.CutLeaf;
import dev.candor.protocol.ordering.OrderLeaf;
import java.util.Optional;

/** The trees under one signed header as far as their leaves are known; empty where no leaves fold to the root. */
record SignedLeaves(
        Optional<SignedTree<CutLeaf>> cut,
        Optional<SignedTree<ArrivalLeaf>> arrivals,
        Optional<SignedTree<OrderLeaf>> order) {}
