package dev.candor.audit.receipts;

import dev.candor.audit.entries.EntryLookups;
import dev.candor.audit.entries.LoggedEntry;
import dev.candor.audit.entries.LoggedEvent;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.l1.rollup.FinalFacts;
import dev.candor.l1.rollup.L1Log;
import dev.candor.l1.rollup.QueuedForced;
import dev.candor.protocol.hash.Eip55;
import dev.candor.protocol.types.Bytes;
import dev.candor.protocol.types.Hash32;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts a receipt together from the log, its checkpoint and what L1 says. Everything is read when it is asked for. */
@Component
class ReceiptAssembly {
    /** Arrivals, and entries of the forced inbox, of the same bytes that a receipt tells of. */
    static final int MAX_SAME = 16;

    private final RollupIdentity identity;
    private final EntryLookups lookups;
    private final FinalFacts facts;
    private final LifeAssembly lives;
    private final EventJson json;
    private final RawTransactions transactions;
    private final LogSection logSection;

    ReceiptAssembly(
            RollupIdentity identity,
            EntryLookups lookups,
            FinalFacts facts,
            LifeAssembly lives,
            EventJson json,
            RawTransactions transactions,
            LogSection logSection) {
        this.identity = identity;
        this.lookups = lookups;
        this.facts = facts;
        this.lives = lives;
        this.json = json;
        this.transactions = transactions;
        this.logSection = logSection;
    }

    /** Empty when neither the log nor the forced inbox knows the transaction. */
    Optional<Receipt> find(Hash32 txHash) {
        List<LoggedEntry> arrivals = lookups.arrivalsOf(txHash).stream()
                .sorted(Comparator.comparing(entry -> entry.entry().offset()))
                .limit(MAX_SAME)
                .toList();
        List<QueuedForced> forced =
                facts.forcedOf(txHash).stream().limit(MAX_SAME).toList();
        return rawBytes(arrivals, forced).map(raw -> assemble(raw, arrivals, forced));
    }

    private static Optional<Bytes> rawBytes(List<LoggedEntry> arrivals, List<QueuedForced> forced) {
        return arrivals.stream()
                .flatMap(entry -> arrival(entry).record().stream())
                .map(record -> record.rawTx())
                .findFirst()
                .or(() -> forced.stream().map(QueuedForced::rawTx).findFirst());
    }

    private static LoggedEvent.Arrival arrival(LoggedEntry entry) {
        return (LoggedEvent.Arrival) entry.event();
    }

    private Receipt assemble(Bytes raw, List<LoggedEntry> arrivals, List<QueuedForced> forced) {
        Parts parts = new Parts();
        List<Receipt.ArrivalPart> arrivalParts = new ArrayList<>();
        for (LoggedEntry entry : arrivals) {
            arrivalParts.add(arrivalPart(entry, "arrivals[%d]".formatted(arrivalParts.size()), parts));
        }
        List<Receipt.ForcedPart> forcedParts = new ArrayList<>();
        for (QueuedForced entry : forced) {
            String path = "forced[%d]".formatted(forcedParts.size());
            forcedParts.add(new Receipt.ForcedPart(
                    Long.toUnsignedString(entry.index()),
                    Long.toUnsignedString(entry.gasLimit()),
                    place(entry.queued()),
                    lives.ofForced(entry.index(), path, parts)));
        }
        Receipt.LogPart logPart = logSection.of(parts);
        return new Receipt(
                Receipt.FORMAT,
                new Receipt.Domain(
                        identity.id().toString(),
                        Long.toString(identity.l1ChainId()),
                        Eip55.format(identity.rollupAddress())),
                transactions.form(raw),
                ReceiptState.of(arrivalParts, forcedParts),
                arrivalParts,
                forcedParts,
                logPart,
                parts.missing());
    }

    private Receipt.ArrivalPart arrivalPart(LoggedEntry entry, String path, Parts parts) {
        LoggedEvent.Arrival arrival = arrival(entry);
        parts.logged(path + ".record", entry);
        Optional<LoggedEntry> issued = lookups.promises(arrival.seq()).stream().findFirst();
        Optional<JsonNode> event = issued.map(json::of);
        Optional<JsonNode> promise =
                parts.orMissing(event.map(it -> it.path("promise")), path + ".promise", MissingReason.NOT_PROMISED);
        Optional<JsonNode> signature = parts.orMissing(
                event.map(it -> it.path("signature")), path + ".promiseSignature", MissingReason.NOT_PROMISED);
        issued.ifPresent(found -> parts.logged(path + ".promise", found));
        return new Receipt.ArrivalPart(
                arrival.seq().toString(),
                arrival.value().toHex(),
                promise,
                signature,
                lives.ofArrival(arrival.seq(), path, parts));
    }

    private static Receipt.L1Form place(L1Log log) {
        return new Receipt.L1Form(
                log.transactionHash().toHex(),
                Long.toUnsignedString(log.blockNumber()),
                log.blockHash().toHex(),
                log.logIndex());
    }
}
