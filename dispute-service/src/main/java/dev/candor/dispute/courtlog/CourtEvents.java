package dev.candor.dispute.courtlog;

import dev.candor.protocol.types.Hash32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.methods.response.Log;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of events. Writes join the running, fenced transaction. */
@Component
public class CourtEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, String>> MEMBERS = new TypeReference<>() {};
    private static final List<String> OPENS_A_CASE = List.of(CourtEvent.FAULT_PROVEN, CourtEvent.DISPUTE_FILED);
    private static final int MAX_DUE = 64;

    private final JdbcClient jdbc;
    private final EventDecoder decoder = new EventDecoder();

    CourtEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what an entry of L1's logs says, if it is about a case. */
    public void apply(Log entry) {
        decoder.decode(entry).ifPresent(this::add);
    }

    private void add(CourtEvent event) {
        if (OPENS_A_CASE.contains(event.name())) {
            open(event.subject());
        }
        jdbc.sql("""
                        insert into court_event
                            (block_number, log_index, block_hash, tx_hash, name, subject, members)
                        values (:block, :index, :hash, :transaction, :name, :subject, cast(:members as jsonb))""")
                .param("block", event.blockNumber())
                .param("index", event.logIndex())
                .param("hash", event.blockHash().toArray())
                .param("transaction", event.transactionHash().toArray())
                .param("name", event.name())
                .param("subject", event.subject().toArray())
                .param(
                        "members",
                        JSON.writeValueAsString(List.copyOf(event.members().entrySet())))
                .update();
    }

    /** Gives a case its page, if it has none. */
    public void open(Hash32 caseId) {
        jdbc.sql("insert into court_case (id) values (:id) on conflict do nothing")
                .param("id", caseId.toArray())
                .update();
    }

    /** Forgets what blocks above {@code number} said. */
    public int removeAbove(long number) {
        int removed = jdbc.sql("delete from court_event where block_number > :number")
                .param("number", number)
                .update();
        jdbc.sql("""
                        delete from court_case c where not exists (select 1 from filing where fault_id = c.id)
                            and not exists (select 1 from court_event where subject = c.id)""").update();
        return removed;
    }

    /** In the order of L1. */
    public List<CourtEvent> about(Hash32 subject) {
        return jdbc.sql("select * from court_event where subject = :subject order by block_number, log_index")
                .param("subject", subject.toArray())
                .query((row, index) -> event(row))
                .list();
    }

    public Optional<CourtEvent> newest(String name, Hash32 subject) {
        return about(subject).reversed().stream()
                .filter(event -> event.name().equals(name))
                .findFirst();
    }

    /** Slashes that can be executed by {@code seconds} (Unix) and are neither executed nor cancelled; the oldest, a bounded number. */
    public List<CourtEvent> slashesDue(long seconds) {
        return open(CourtEvent.SLASH_QUEUED, List.of(CourtEvent.BOND_SLASHED, CourtEvent.SLASH_CANCELLED)).stream()
                .filter(event -> Long.parseLong(event.member("executableAt")) <= seconds)
                .toList();
    }

    /** Challenges whose votes are over by {@code seconds} (Unix) and that nobody has closed; the oldest, a bounded number. */
    public List<CourtEvent> disputesDue(long seconds) {
        return open(CourtEvent.DISPUTE_FILED, List.of(CourtEvent.DISPUTE_CLOSED)).stream()
                .filter(event -> Long.parseLong(event.member("revealUntil")) < seconds)
                .toList();
    }

    private List<CourtEvent> open(String name, List<String> ends) {
        return jdbc.sql("""
                        select * from court_event b where name = :name and not exists (
                            select 1 from court_event e where e.subject = b.subject and e.name in (:ends)
                                and (e.block_number, e.log_index) > (b.block_number, b.log_index))
                        order by block_number, log_index limit :limit""")
                .param("name", name)
                .param("ends", ends)
                .param("limit", MAX_DUE)
                .query((row, index) -> event(row))
                .list();
    }

    private static CourtEvent event(ResultSet row) throws SQLException {
        return new CourtEvent(
                row.getString("name"),
                Hash32.wrap(row.getBytes("subject")),
                members(row.getString("members")),
                row.getLong("block_number"),
                Hash32.wrap(row.getBytes("block_hash")),
                Hash32.wrap(row.getBytes("tx_hash")),
                row.getInt("log_index"));
    }

    /** A list of entries, because jsonb does not keep the order of an object's members. */
    private static Map<String, String> members(String json) {
        Map<String, String> members = new LinkedHashMap<>();
        JSON.readTree(json).valueStream().forEach(entry -> members.putAll(JSON.convertValue(entry, MEMBERS)));
        return members;
    }
}
