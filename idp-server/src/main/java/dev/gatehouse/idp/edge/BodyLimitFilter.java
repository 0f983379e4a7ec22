package dev.gatehouse.idp.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Refuses bodies beyond a limit: by their announced length at once, otherwise when the limit is reached. Form
 * parameters of a body that announces no length are read, and limited, by the container.
 */
public final class BodyLimitFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private final long limitOfPrograms;
    private final long limitOfForms;
    private final long limitOfImports;

    /**
     * Takes the limits in bytes.
     *
     * @param limitOfForms of what anybody's browser may send to our pages: part of it is kept until they have signed in
     * @param limitOfImports of what is never kept as a whole
     */
    public BodyLimitFilter(long limitOfPrograms, long limitOfForms, long limitOfImports) {
        this.limitOfPrograms = limitOfPrograms;
        this.limitOfForms = limitOfForms;
        this.limitOfImports = limitOfImports;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long announced = request.getContentLengthLong();
        long limit = limit(request.getRequestURI());
        if (announced > limit) {
            tooLarge(limit).write(request, response);
            return;
        }
        if (announced >= 0 || isBodiless(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(new Limited(request, limit), response);
        } catch (ServletException | RuntimeException | IOException e) {
            if (!isTooLarge(e) || response.isCommitted()) {
                throw e;
            }
            tooLarge(limit).write(request, response);
        }
    }

    /** RFC 9112 section 6.3: in HTTP/1.1 a request that announces neither length nor encoding has no body. */
    private static boolean isBodiless(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1.") && request.getHeader("Transfer-Encoding") == null;
    }

    private long limit(String path) {
        if (path.equals("/access/v1/import")) {
            return limitOfImports;
        }
        return isPage(path) ? limitOfForms : limitOfPrograms;
    }

    private static boolean isPage(String path) {
        return path.startsWith("/oauth2/authorize")
                || path.startsWith("/oauth2/device_verification")
                || path.startsWith("/connect/")
                || path.startsWith("/login")
                || path.startsWith("/logout")
                || path.startsWith("/account");
    }

    private static ErrorAnswer tooLarge(long limit) {
        return new ErrorAnswer(
                HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "A request body may have at most " + limit + " bytes.");
    }

    private static boolean isTooLarge(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLarge) {
                return true;
            }
        }
        return false;
    }

    /** Ends the reading of a body that did not announce its length. */
    public static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;
        private @Nullable LimitedStream stream;

        private Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        /** Opened on demand: once it is open, the container parses no form parameters. */
        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (stream == null) {
                stream = new LimitedStream(super.getInputStream(), limit);
            }
            return stream;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        private LimitedStream(ServletInputStream body, long limit) {
            this.body = body;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = body.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = body.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
