package dev.candor.audit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database whose next write by some thread fails: either it is lost, or it lands and is reported as failed. */
public final class FailingStorage implements BeanPostProcessor {
    /** What a failed write did. */
    public enum Mode {
        LOST,
        LANDED
    }

    private record Armed(String threadPrefix, Mode mode, int writesToGo) {}

    private Armed armed = new Armed("nobody", Mode.LOST, 0);
    private int fired;

    /** The {@code nth} write from now on by a thread whose name begins so. */
    public synchronized void arm(String threadPrefix, Mode mode, int nth) {
        armed = new Armed(threadPrefix, mode, nth);
    }

    public synchronized int fired() {
        return fired;
    }

    private synchronized boolean isDue(Mode mode) {
        if (!Thread.currentThread().getName().startsWith(armed.threadPrefix()) || armed.mode() != mode) {
            return false;
        }
        armed = new Armed(armed.threadPrefix(), mode, armed.writesToGo() - 1);
        if (armed.writesToGo() > 0) {
            return false;
        }
        armed = new Armed("nobody", mode, 0);
        fired++;
        return true;
    }

    private synchronized Mode mode() {
        return armed.mode();
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
        Mode mode = mode();
        if (!isDue(mode)) {
            return call(method, target, arguments);
        }
        if (mode == Mode.LANDED) {
            call(method, target, arguments);
        } else {
            undo.run();
        }
        throw new SQLException("injected: the write was " + mode, "08006");
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FailingStorage.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
