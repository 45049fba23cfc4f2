package dev.candor.sequencer.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where admission says BUSY or RATE_LIMITED.
 *
 * @param maxInFlight admitted transactions whose promises are under way
 * @param maxPending arrivals that are not executed, of all replicas
 * @param maxPendingDelegated arrivals of accounts with a delegation that are not executed: what they do to each other's balances
 *     decides who is skipped, and finding that out may take a pass over the batch for each of them
 * @param maxHeld answers held for a nonce that is ahead
 * @param maxKnownAccounts accounts kept in memory though nothing is pending for them
 * @param lostAfter how long after a missing promise a transaction may still turn up in the line
 * @param transactionsPerSecond per client address; 0 for no limit
 * @param burst transactions a client may send at once
 * @param maxClients client addresses whose rate is remembered
 */
@ConfigurationProperties("candor.intake.limits")
record IntakeLimits(
        @DefaultValue("8000") int maxInFlight,
        @DefaultValue("100000") int maxPending,
        @DefaultValue("320") int maxPendingDelegated,
        @DefaultValue("10000") int maxHeld,
        @DefaultValue("200000") int maxKnownAccounts,
        @DefaultValue("30s") Duration lostAfter,
        @DefaultValue("0") int transactionsPerSecond,
        @DefaultValue("5000") int burst,
        @DefaultValue("100000") int maxClients) {}
