package dev.candor.dispute.driver;

import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.filing.Filings;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.l1.L1Node;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundTransactions;

/** What a round works with. */
record DriverParts(
        L1Node l1,
        CourtContracts contracts,
        FollowedBlocks blocks,
        CourtHistory history,
        CourtEvents events,
        Filings filings,
        CourtPlanning planning,
        OutboundTransactions<CourtCall> outbound,
        L1Slots<CourtCall> slots,
        DriverMeters meters) {}
