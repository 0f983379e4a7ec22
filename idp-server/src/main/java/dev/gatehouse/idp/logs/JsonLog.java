package dev.gatehouse.idp.logs;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gatehouse.idp.audit.RequestContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import tools.jackson.databind.json.JsonMapper;

/** A log line for machines: one JSON object. */
public final class JsonLog implements StructuredLogFormatter<ILoggingEvent> {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ThrowableProxyConverter stackTraces;

    public JsonLog(ThrowableProxyConverter stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public String format(ILoggingEvent event) {
        Map<String, String> members = members(
                event.getInstant(),
                event.getLevel().toString(),
                event.getLoggerName(),
                Scrubbing.scrubbed(event.getFormattedMessage()));
        members.put("thread", event.getThreadName());
        RequestContext context = RequestContext.current();
        if (!context.requestId().isEmpty()) {
            members.put("requestId", context.requestId());
        }
        String traceId = context.traceId();
        if (traceId != null) {
            members.put("traceId", traceId);
        }
        if (event.getThrowableProxy() != null) {
            members.put("stackTrace", Scrubbing.scrubbed(stackTraces.convert(event)));
        }
        return JSON.writeValueAsString(members) + "\n";
    }

    /** A line that is no log event and is not scrubbed. */
    public static String line(Instant time, String logger, String message) {
        return JSON.writeValueAsString(members(time, "INFO", logger, message)) + "\n";
    }

    private static Map<String, String> members(Instant time, String level, String logger, String message) {
        var members = new LinkedHashMap<String, String>();
        members.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        members.put("level", level);
        members.put("logger", logger);
        members.put("message", message);
        return members;
    }
}
