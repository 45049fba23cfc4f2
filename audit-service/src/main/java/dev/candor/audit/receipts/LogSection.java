package dev.candor.audit.receipts;

import dev.candor.audit.checkpoint.Checkpoints;
import dev.candor.audit.checkpoint.PublishedCheckpoint;
import dev.candor.audit.log.LogEntry;
import dev.candor.audit.log.LogReader;
import dev.candor.audit.rollup.RollupIdentity;
import dev.candor.protocol.types.Bytes;
import dev.candor.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Proves a receipt's entries under the newest published checkpoint. */
@Component
class LogSection {
    private final RollupIdentity identity;
    private final LogReader log;
    private final Checkpoints checkpoints;

    LogSection(RollupIdentity identity, LogReader log, Checkpoints checkpoints) {
        this.identity = identity;
        this.log = log;
        this.checkpoints = checkpoints;
    }

    /** The parts that the checkpoint covers; the others are missing from the log. */
    Receipt.LogPart of(Parts parts) {
        Optional<PublishedCheckpoint> checkpoint = checkpoints.newest();
        long size = checkpoint.map(PublishedCheckpoint::size).orElse(0L);
        Optional<String> note = parts.orMissing(
                checkpoint.map(it -> new String(it.note().toArray(), StandardCharsets.UTF_8)),
                "log.checkpoint",
                MissingReason.NO_CHECKPOINT);
        List<Receipt.EntryPart> entries = new ArrayList<>();
        for (Parts.Logged logged : parts.logged()) {
            if (logged.entry().index() < size) {
                entries.add(proven(logged, size));
            } else {
                parts.missing("log:" + logged.part(), MissingReason.NOT_LOGGED);
            }
        }
        entries.sort(Comparator.comparingLong(part -> Long.parseLong(part.index())));
        return new Receipt.LogPart(identity.origin(), note, entries);
    }

    private Receipt.EntryPart proven(Parts.Logged logged, long size) {
        LogEntry entry = logged.entry().entry();
        return new Receipt.EntryPart(
                logged.part(),
                Long.toString(entry.index()),
                Bytes.wrap(entry.encode()).toHex(),
                entry.isHashOfEvent() ? log.keptEvent(entry.index()).map(Bytes::toHex) : Optional.empty(),
                log.inclusion(entry.index(), size).stream()
                        .map(TreeHash::toArray)
                        .map(Bytes::wrap)
                        .map(Bytes::toHex)
                        .toList());
    }
}
