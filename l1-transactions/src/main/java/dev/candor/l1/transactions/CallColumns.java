package dev.candor.l1.transactions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code l1_transaction} that say what a service's call is for.
 *
 * @param <C> the call
 */
public interface CallColumns<C> {
    /** Their names. */
    List<String> names();

    /** A value for each name. */
    Map<String, @Nullable Object> values(C call);

    /** The call of a row, without its content. */
    C read(ResultSet row) throws SQLException;

    /** The call that only uses up its nonce. */
    C nothing();
}
