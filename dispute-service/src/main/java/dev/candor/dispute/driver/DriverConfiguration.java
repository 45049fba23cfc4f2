package dev.candor.dispute.driver;

import dev.candor.dispute.calls.CourtCalls;
import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.filing.Filings;
import dev.candor.dispute.rollup.CourtContracts;
import dev.candor.dispute.rollup.CourtErrors;
import dev.candor.dispute.rollup.CourtIdentity;
import dev.candor.dispute.rollup.DisputeProperties;
import dev.candor.l1.Web3jL1Node;
import dev.candor.l1.transactions.FollowedBlocks;
import dev.candor.l1.transactions.L1Desk;
import dev.candor.l1.transactions.L1Loop;
import dev.candor.l1.transactions.L1Slots;
import dev.candor.l1.transactions.OutboundOptions;
import dev.candor.l1.transactions.OutboundTransactions;
import dev.candor.leadership.Leadership;
import dev.candor.leadership.LeaseOptions;
import dev.candor.protocol.signing.DigestSigner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.web3j.protocol.Web3j;

/** The parts of the driver, put together. */
@Configuration(proxyBeanMethods = false)
class DriverConfiguration {

    @Bean
    LeaseOptions leaseOptions(DisputeProperties properties, DriverProperties driver) {
        return new LeaseOptions(
                properties.rollupId(), "court driver", driver.leaseDuration(), true, "candor.dispute.leadership");
    }

    @Bean
    L1Slots<CourtCall> courtSlots(JdbcClient jdbc) {
        return new L1Slots<>(jdbc, new CourtCall.Columns());
    }

    @Bean
    L1Desk courtDesk(Web3j l1Node, CourtContracts contracts) {
        return new L1Desk(l1Node, contracts.faultRegister(), CourtErrors.all());
    }

    @Bean
    DriverMeters driverMeters(MeterRegistry registry) {
        return new DriverMeters(registry);
    }

    @Bean
    OutboundTransactions<CourtCall> courtTransactions(
            L1Slots<CourtCall> courtSlots,
            L1Desk courtDesk,
            DigestSigner courtAccount,
            Leadership leadership,
            CourtIdentity identity,
            CourtContracts contracts,
            DriverProperties properties,
            DriverMeters meters,
            Clock clock) {
        OutboundOptions options = new OutboundOptions(
                "court account",
                identity.l1ChainId(),
                contracts.faultRegister(),
                properties.maxFeePerGasGwei(),
                "candor.driver.max-fee-per-gas-gwei",
                properties.bumpAfterBlocks());
        return new OutboundTransactions<>(courtSlots, courtDesk, courtAccount, leadership, options, meters, clock);
    }

    @Bean
    CourtPlanning courtPlanning(
            CourtCalls calls,
            CourtEvents events,
            L1Desk courtDesk,
            DigestSigner courtAccount,
            DriverProperties properties) {
        return new CourtPlanning(calls, events, courtDesk, courtAccount.address(), properties.maxGas());
    }

    @Bean
    DriverParts driverParts(
            Web3j l1Node,
            CourtContracts contracts,
            JdbcClient jdbc,
            Leadership leadership,
            CourtEvents events,
            Filings filings,
            CourtPlanning planning,
            OutboundTransactions<CourtCall> courtTransactions,
            L1Slots<CourtCall> courtSlots,
            DriverMeters meters) {
        return new DriverParts(
                new Web3jL1Node(l1Node),
                contracts,
                FollowedBlocks.inTable(jdbc, leadership, "court_position"),
                new CourtHistory(events, courtSlots, meters),
                events,
                filings,
                planning,
                courtTransactions,
                courtSlots,
                meters);
    }

    @Bean("court")
    Driving driving(
            DriverParts parts,
            Leadership leadership,
            DisputeProperties properties,
            DriverProperties driver,
            MeterRegistry registry,
            Clock clock) {
        CourtDriver rounds = new CourtDriver(parts, leadership, driver.retryAfter(), clock);
        Driving driving = new Driving(
                new L1Loop("court driver", leadership, properties.l1().pollInterval(), rounds::round));
        registry.gauge("candor.dispute.driver.trouble.seconds", driving, Driving::troubleSeconds);
        registry.gauge("candor.dispute.driver.halted", driving, Driving::isHalted);
        return driving;
    }
}
