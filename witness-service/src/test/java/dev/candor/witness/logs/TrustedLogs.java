package dev.candor.witness.logs;

import dev.candor.tlog.VerifierKey;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Trusts logs without the service. */
public final class TrustedLogs {
    private TrustedLogs() {}

    public static void trust(DataSource database, String vkey) {
        new LogRegister(
                        JdbcClient.create(database),
                        new TransactionTemplate(new DataSourceTransactionManager(database)))
                .trust(VerifierKey.parse(vkey).orThrow())
                .orThrow();
    }
}
