package dev.gatehouse.idp.logs;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.gatehouse.idp.audit.RequestContext;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
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
        var members = new LinkedHashMap<String, String>();
        members.put("time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        members.put("level", event.getLevel().toString());
        members.put("logger", event.getLoggerName());
        members.put("message", Scrubbing.scrubbed(event.getFormattedMessage()));
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
}
