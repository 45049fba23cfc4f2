package dev.candor.sequencer.intake;

import dev.candor.execution.EngineUnavailableException;
import dev.candor.execution.L2State;
import dev.candor.protocol.types.Address;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Reads accounts into the ledger at an explicit executed block. Reads that are asked for while one is under way travel
 * together in the next: one request to the client, however many senders come at once.
 */
final class AccountReads {
    static final int MAX_ACCOUNTS_PER_READ = 1_000;

    private final PendingLedger ledger;
    private final L2State l2;
    private final LongSupplier executedNumber;
    private final ReentrantLock gathering = new ReentrantLock();
    private Set<Address> wanted = new LinkedHashSet<>();
    private CompletableFuture<Void> next = new CompletableFuture<>();
    private boolean reading;

    AccountReads(PendingLedger ledger, L2State l2, LongSupplier executedNumber) {
        this.ledger = ledger;
        this.l2 = l2;
        this.executedNumber = executedNumber;
    }

    /**
     * Reads the accounts; a batch that is executed meanwhile may have made some unknown again.
     *
     * @throws EngineUnavailableException the client does not answer
     */
    void read(Collection<Address> addresses) {
        CompletableFuture<Void> mine;
        boolean lead;
        gathering.lock();
        try {
            wanted.addAll(addresses);
            mine = next;
            lead = !reading;
            reading = true;
        } finally {
            gathering.unlock();
        }
        if (lead) {
            Thread.ofVirtual().name("intake-account-reads").start(this::readUntilNobodyWaits);
        }
        await(mine);
    }

    private void readUntilNobodyWaits() {
        while (true) {
            Set<Address> batch;
            CompletableFuture<Void> done;
            gathering.lock();
            try {
                if (wanted.isEmpty()) {
                    reading = false;
                    return;
                }
                batch = wanted;
                done = next;
                wanted = new LinkedHashSet<>();
                next = new CompletableFuture<>();
            } finally {
                gathering.unlock();
            }
            try {
                readNow(List.copyOf(batch));
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }
    }

    private void readNow(List<Address> addresses) {
        for (int from = 0; from < addresses.size(); from += MAX_ACCOUNTS_PER_READ) {
            List<Address> page = addresses.subList(from, Math.min(addresses.size(), from + MAX_ACCOUNTS_PER_READ));
            long number = executedNumber.getAsLong();
            Map<Address, L2State.Account> accounts = l2.accounts(page, number);
            accounts.forEach((address, account) -> ledger.learn(address, AccountState.read(account, number)));
        }
    }

    private static void await(CompletableFuture<Void> read) {
        try {
            read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnavailableException("Interrupted while an account was read.", e);
        } catch (ExecutionException | CompletionException e) {
            throw new EngineUnavailableException("Expected the execution client to answer, found: " + e.getCause(), e);
        }
    }
}
