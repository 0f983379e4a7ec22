package dev.gatehouse.idp.logs;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gatehouse.idp.audit.RequestContext;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/** A log line for people: time, level, logger, message, and the request it belongs to. */
public final class TextLog implements StructuredLogFormatter<ILoggingEvent> {

    private final ThrowableProxyConverter stackTraces;

    public TextLog(ThrowableProxyConverter stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public String format(ILoggingEvent event) {
        var line = new StringBuilder(200)
                .append(event.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1))
                .append(": ")
                .append(event.getFormattedMessage());
        String requestId = RequestContext.current().requestId();
        if (!requestId.isEmpty()) {
            line.append(" [request ").append(requestId).append(']');
        }
        line.append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(stackTraces.convert(event));
        }
        return Scrubbing.scrubbed(line.toString());
    }
}
