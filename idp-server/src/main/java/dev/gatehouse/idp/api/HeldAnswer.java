package dev.gatehouse.idp.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** An answer that is kept until its call is on record; one that comes in parts is let go before its first part. */
final class HeldAnswer extends ContentCachingResponseWrapper {

    private final AuditedCall call;
    private boolean free;

    HeldAnswer(HttpServletResponse response, AuditedCall call) {
        super(response);
        this.call = call;
    }

    /** From here on nothing is kept. INVARIANT: the call is on record. */
    void letGo() {
        if (!call.recorded()) {
            throw new IllegalStateException("No answer of the API without a record");
        }
        free = true;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return free ? getResponse().getOutputStream() : super.getOutputStream();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (free) {
            getResponse().flushBuffer();
        } else {
            super.flushBuffer();
        }
    }
}
