package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.StartNotice;
import dev.gatehouse.idp.logs.JsonLog;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/**
 * What a server that has started says: lines for people, or in production mode, where a program reads the output, log
 * lines. Not scrubbed, since it may hold the one-time password that is told nowhere else.
 */
record Greeting(String title, List<StartNotice> notices) {

    private static final String LOGGER = Greeting.class.getName();

    Greeting {
        notices = List.copyOf(notices);
    }

    void print(Settings.Mode mode, Clock clock, PrintWriter out) {
        switch (mode) {
            case EMBEDDED -> {
                out.println();
                out.println(title);
                notices.forEach(notice -> out.printf("  %-16s%s%n", notice.label(), notice.text()));
                out.println();
            }
            case PRODUCTION -> {
                out.print(JsonLog.line(clock.instant(), LOGGER, title));
                notices.forEach(notice ->
                        out.print(JsonLog.line(clock.instant(), LOGGER, notice.label() + ": " + notice.text())));
            }
        }
        out.flush();
    }
}
