package dev.candor.witness.judge;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Puts in front of the database that one write of the judging thread fails: it is lost, or it lands and is reported as failed. */
final class FailingDatabase implements BeanPostProcessor {
    /** What a failed write did. */
    enum Mode {
        LOST,
        LANDED
    }

    private static final String THREAD = "judging";

    private Mode mode = Mode.LOST;
    private int writesToGo;
    private int fired;

    /** The {@code nth} write from now on, from 1. */
    synchronized void arm(Mode how, int nth) {
        mode = how;
        writesToGo = nth;
    }

    synchronized int fired() {
        return fired;
    }

    private synchronized Optional<Mode> due() {
        if (!Thread.currentThread().getName().equals(THREAD) || writesToGo == 0) {
            return Optional.empty();
        }
        writesToGo--;
        if (writesToGo > 0) {
            return Optional.empty();
        }
        fired++;
        return Optional.of(mode);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? new Failing(source) : bean;
    }

    private final class Failing extends DelegatingDataSource {
        Failing(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
                case "commit" -> write(method, connection, arguments, connection::rollback);
                case "prepareStatement" ->
                    statement((PreparedStatement) call(method, connection, arguments), connection);
                default -> call(method, connection, arguments);
            });
        }
    }

    /** Statements outside transactions are writes of their own. */
    private PreparedStatement statement(PreparedStatement statement, Connection connection) {
        return proxy(
                PreparedStatement.class,
                (self, method, arguments) -> method.getName().equals("executeUpdate") && connection.getAutoCommit()
                        ? write(method, statement, arguments, () -> {})
                        : call(method, statement, arguments));
    }

    private interface Undo {
        void run() throws SQLException;
    }

    private Object write(Method method, Object target, Object[] arguments, Undo undo) throws Throwable {
        Optional<Mode> due = due();
        if (due.isEmpty()) {
            return call(method, target, arguments);
        }
        if (due.get() == Mode.LANDED) {
            call(method, target, arguments);
        } else {
            undo.run();
        }
        throw new SQLException("injected: the write was " + due.get(), "08006");
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FailingDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
