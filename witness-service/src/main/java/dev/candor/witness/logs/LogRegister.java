package dev.candor.witness.logs;

import dev.candor.tlog.KeyTypes;
import dev.candor.tlog.NoteVerifier;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TreeHead;
import dev.candor.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Which keys of which logs are trusted. Taking a key away keeps what was cosigned. */
@Component
class LogRegister {
    /** Logs, those without a key included. */
    static final int MAX_LOGS = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    LogRegister(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A key that a log may have: Ed25519, with an origin that fits as its name. */
    static Parsed<VerifierKey> logKey(String vkey) {
        return VerifierKey.parse(vkey).then(key -> {
            int bytes = key.name().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LogMemory.MAX_ORIGIN_BYTES) {
                return Parsed.malformed("Expected an origin of at most " + LogMemory.MAX_ORIGIN_BYTES
                        + " bytes as the key's name, found " + bytes + ".");
            }
            return switch (KeyTypes.OF_LOGS.verifier(key)) {
                case Parsed.Malformed<NoteVerifier>(String why) -> Parsed.malformed(why);
                case Parsed.Ok<NoteVerifier> ok -> Parsed.ok(key);
            };
        });
    }

    /** Trusts an operator's key; without effect if it is trusted already. */
    Parsed<VerifierKey> trust(VerifierKey key) {
        return transactions.execute(status -> {
            if (jdbc.sql("select count(*) from witnessed_log").query(Long.class).single() >= MAX_LOGS
                    && !isKnown(key.name())) {
                return Parsed.<VerifierKey>malformed("Expected at most " + MAX_LOGS + " logs, found as many: this one"
                        + " is one too many for this witness.");
            }
            add(key, false);
            return Parsed.ok(key);
        });
    }

    /** Trusts the key no longer, until the file or an operator gives it again; false if it was not trusted. */
    boolean distrust(VerifierKey key) {
        return jdbc.sql("delete from log_key where vkey = :vkey")
                        .param("vkey", key.print())
                        .update()
                == 1;
    }

    /** Makes the file's keys trusted, and those no longer that were only there because of an earlier file. */
    void takeOver(Collection<VerifierKey> ofFile) {
        List<String> vkeys = ofFile.stream().map(VerifierKey::print).toList();
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from log_key where from_file and not vkey = any(:vkeys)")
                    .param("vkeys", vkeys.toArray(String[]::new))
                    .update();
            ofFile.forEach(key -> add(key, true));
        });
    }

    private boolean isKnown(String origin) {
        return jdbc.sql("select exists (select from witnessed_log where origin = :origin)")
                .param("origin", origin)
                .query(Boolean.class)
                .single();
    }

    private void add(VerifierKey key, boolean fromFile) {
        jdbc.sql("""
                insert into witnessed_log (origin, origin_hash, size, root) values (:origin, :hash, 0, :root)
                on conflict do nothing
                """)
                .param("origin", key.name())
                .param("hash", hash(key.name()))
                .param("root", TreeHead.EMPTY.root().toArray())
                .update();
        jdbc.sql(
                        "insert into log_key (vkey, origin, from_file) values (:vkey, :origin, :fromFile) on conflict do nothing")
                .param("vkey", key.print())
                .param("origin", key.name())
                .param("fromFile", fromFile)
                .update();
    }

    private static byte[] hash(String origin) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK, found none.", e);
        }
    }
}
