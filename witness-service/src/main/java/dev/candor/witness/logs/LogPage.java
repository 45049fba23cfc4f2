package dev.candor.witness.logs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logs by origin.
 *
 * @param count of all logs
 * @param next the value of {@code after} for the next page; null at the end
 */
public record LogPage(
        long count, List<LogViews.LogView> logs, @Nullable String next) {

    /** @param after origin of the last log of the page before; empty for the first page */
    public static LogPage of(LogViews views, String after) {
        List<LogViews.LogView> page = views.after(after);
        return new LogPage(
                views.count(),
                page,
                page.size() < LogViews.PAGE_LOGS ? null : page.getLast().origin());
    }
}
