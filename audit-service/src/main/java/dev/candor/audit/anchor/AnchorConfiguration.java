package dev.candor.audit.anchor;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.NewestAnchor;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.rollup.AuditProperties;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.contracts.AuditAnchor;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.transactions.ContractErrors;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundOptions;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.messaging.Outbox;
import dev.candor.protocol.types.Address;
import dev.candor.tlog.TreeHead;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anchoring, for a log that has a contract to be anchored in. */
@Configuration(proxyBeanMethods = false)
@Conditional(AnchorIsConfigured.class)
class AnchorConfiguration {

    @Bean
    AnchorContract anchorContract(AnchorAccess access, AnchorProperties properties, RollupIdentity rollup) {
        return new AnchorContract(access.l1Node(), Address.fromHex(properties.contractAddress()), rollup);
    }

    /** Read from L1 itself, not from what this database remembers: a restored one is what the question is about. */
    @Bean
    NewestAnchor newestAnchor(AnchorContract contract) {
        return () -> Optional.of(contract.newest()).filter(anchor -> !anchor.equals(TreeHead.EMPTY));
    }

    @Bean
    AnchorMeters anchorMeters(MeterRegistry registry, Clock clock) {
        return new AnchorMeters(registry, clock);
    }

    @Bean
    L1Slots<AnchorCall> anchorSlots(JdbcClient jdbc) {
        return new L1Slots<>(jdbc, new AnchorCall.Columns());
    }

    @Bean
    L1Desk anchorDesk(AnchorAccess access, AnchorContract contract) {
        return new L1Desk(access.l1Node(), contract.address(), ContractErrors.of(AuditAnchor.class));
    }

    @Bean
    OutboundTransactions<AnchorCall> anchorTransactions(
            L1Slots<AnchorCall> anchorSlots,
            L1Desk anchorDesk,
            AnchorAccess access,
            AnchorContract contract,
            Leadership leadership,
            AnchorProperties properties,
            RollupIdentity rollup,
            AnchorMeters meters,
            Clock clock) {
        OutboundOptions options = new OutboundOptions(
                "anchor account",
                rollup.l1ChainId(),
                contract.address(),
                properties.maxFeePerGasGwei(),
                "candor.anchor.max-fee-per-gas-gwei",
                properties.bumpAfterBlocks());
        return new OutboundTransactions<>(
                anchorSlots, anchorDesk, access.account(), leadership, options, meters, clock);
    }

    @Bean
    AnchorPlanning anchorPlanning(
            AnchorContract contract,
            L1Desk anchorDesk,
            AnchorAccess access,
            Checkpoints checkpoints,
            LogReader tree,
            RollupIdentity rollup,
            AnchorProperties properties) {
        Address account = access.account().address();
        return new AnchorPlanning(contract, anchorDesk, account, checkpoints, tree, rollup, properties);
    }

    @Bean
    AnchorHistory anchorHistory(
            JdbcClient jdbc,
            AnchorRows anchors,
            L1Slots<AnchorCall> anchorSlots,
            LogReader tree,
            RollupIdentity rollup,
            Leadership leadership,
            AnchorMeters meters,
            Clock clock) {
        FollowedBlocks blocks = FollowedBlocks.inTable(jdbc, leadership, "anchor_position");
        return new AnchorHistory(blocks, anchors, anchorSlots, tree, rollup, meters, clock);
    }

    @Bean
    AnchorParts anchorParts(
            AnchorAccess access,
            AnchorContract contract,
            AnchorHistory history,
            AnchorRows anchors,
            AnchorPlanning planning,
            AnchorProperties properties,
            OutboundTransactions<AnchorCall> anchorTransactions,
            L1Slots<AnchorCall> anchorSlots,
            AnchorMeters meters) {
        return new AnchorParts(
                new Web3jL1Node(access.l1Node()),
                contract,
                history,
                anchors,
                planning,
                new AnchorDue(properties),
                anchorTransactions,
                anchorSlots,
                meters);
    }

    @Bean
    Anchoring anchoring(
            AnchorParts parts,
            Checkpoints checkpoints,
            Outbox outbox,
            Leadership leadership,
            RollupIdentity rollup,
            AuditProperties properties,
            Clock clock) {
        Anchorer anchorer = new Anchorer(parts, checkpoints, outbox, leadership, rollup, properties, clock);
        return new Anchoring(anchorer, leadership, properties);
    }

    @Bean("anchor")
    AnchorHealth anchorHealth(Anchoring anchoring, AnchorRows anchors, Checkpoints checkpoints) {
        return new AnchorHealth(anchoring, anchors, checkpoints);
    }
}
