package dev.candor.dispute.casefile;

import dev.candor.dispute.courtlog.CourtEvent;
import dev.candor.dispute.courtlog.CourtEvents;
import dev.candor.dispute.filing.Filing;
import dev.candor.dispute.filing.Filings;
import dev.candor.protocol.types.Hash32;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts the files of cases together. */
@Component
class Cases {
    private static final Comparator<CourtEvent> BY_PLACE =
            Comparator.comparingLong(CourtEvent::blockNumber).thenComparingInt(CourtEvent::logIndex);

    private final JdbcClient jdbc;
    private final Filings filings;
    private final CourtEvents events;

    Cases(JdbcClient jdbc, Filings filings, CourtEvents events) {
        this.jdbc = jdbc;
        this.filings = filings;
        this.events = events;
    }

    /** @param place in the order in which this service heard of cases */
    record Place(long place, Hash32 id) {}

    /** Newest first. */
    List<Place> page(long before, int limit) {
        return jdbc.sql("select place, id from court_case where place < :before order by place desc limit :limit")
                .param("before", before)
                .param("limit", limit)
                .query((row, index) -> new Place(row.getLong(1), Hash32.wrap(row.getBytes(2))))
                .list();
    }

    Optional<Casefile> find(Hash32 id) {
        boolean known = jdbc.sql("select 1 from court_case where id = :id")
                .param("id", id.toArray())
                .query(Integer.class)
                .optional()
                .isPresent();
        return known ? Optional.of(file(id)) : Optional.empty();
    }

    Casefile file(Hash32 id) {
        List<Filing> filed = filings.of(id);
        List<CourtEvent> all = Stream.concat(
                        events.about(id).stream(),
                        filed.stream().flatMap(filing -> events.about(filing.commitment()).stream()))
                .sorted(BY_PLACE)
                .toList();
        return new Casefile(id.toHex(), filed, all);
    }
}
