package dev.gatehouse.idp.outbound;

import dev.gatehouse.idp.outbound.OutboundAnswer.Failed;
import dev.gatehouse.idp.outbound.OutboundAnswer.Reason;
import dev.gatehouse.idp.outbound.OutboundAnswer.Received;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client for calls whose target others choose: clients, administrators, documents that were fetched before.
 *
 * <p>https only; the host is resolved once, each of its addresses must be reachable ({@link ReachableAddresses}), and the
 * connection goes to one of exactly these; redirects are not followed; no cookie, credential or proxy is used; time and
 * size are bounded as a whole.
 */
public final class OutboundClient implements AutoCloseable {

    /** From the call to the last byte. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    private final ReachableAddresses reachable;
    private final HostResolver resolver;
    private final List<Certificate> trusted;
    private final Duration deadline;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable CloseableHttpClient http;

    /** @param trusted certificates that are trusted besides the JDK's roots */
    public OutboundClient(ReachableAddresses reachable, HostResolver resolver, List<Certificate> trusted) {
        this(reachable, resolver, trusted, DEADLINE);
    }

    OutboundClient(ReachableAddresses reachable, HostResolver resolver, List<Certificate> trusted, Duration deadline) {
        this.reachable = reachable;
        this.resolver = resolver;
        this.trusted = List.copyOf(trusted);
        this.deadline = deadline;
    }

    /** Fetches a document of at most so many bytes. */
    public OutboundAnswer get(OutboundUrl url, int maxBytes) {
        HttpGet request = new HttpGet(url.uri());
        request.setHeader("Accept", "application/json, application/jwk-set+json, */*;q=0.1");
        CloseableHttpClient client = open();
        Future<OutboundAnswer> call = calls.submit(() -> exchange(client, request, maxBytes));
        try {
            return call.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            request.cancel();
            call.cancel(true);
            return new Failed(Reason.TOO_SLOW);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        } catch (InterruptedException stopping) {
            request.cancel();
            Thread.currentThread().interrupt();
            return new Failed(Reason.TOO_SLOW);
        }
    }

    private static OutboundAnswer exchange(CloseableHttpClient client, HttpGet request, int maxBytes) {
        try {
            return client.execute(request, response -> read(request, response, maxBytes));
        } catch (Unwanted answer) {
            return new Failed(answer.reason);
        } catch (AddressRefused refused) {
            return new Failed(Reason.ADDRESS_NOT_PUBLIC);
        } catch (UnknownHostException unknown) {
            return new Failed(Reason.UNRESOLVED);
        } catch (SSLException untrusted) {
            return new Failed(Reason.TLS);
        } catch (IOException broken) {
            return new Failed(Reason.UNREACHABLE);
        }
    }

    private static OutboundAnswer read(HttpGet request, ClassicHttpResponse response, int maxBytes) throws IOException {
        int status = response.getCode();
        if (status / 100 != 2) {
            throw unwanted(request, status / 100 == 3 ? Reason.REDIRECTED : Reason.STATUS);
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Received("");
        }
        // Not closed: that would read what is left of it.
        byte[] body = entity.getContent().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw unwanted(request, Reason.TOO_LARGE);
        }
        return new Received(new String(body, StandardCharsets.UTF_8));
    }

    /** Breaks the connection off: the library would read a body to its end, which may never come. */
    private static Unwanted unwanted(HttpGet request, Reason reason) {
        request.cancel();
        return new Unwanted(reason);
    }

    /** An answer that is not read to its end. */
    private static final class Unwanted extends IOException {

        private static final long serialVersionUID = 1;

        private final Reason reason;

        private Unwanted(Reason reason) {
            super(reason.code());
            this.reason = reason;
        }
    }

    /** At the first call: a server that makes none does not load the client. */
    private CloseableHttpClient open() {
        opening.lock();
        try {
            if (http == null) {
                http = HttpTransport.open(OutboundTrust.context(trusted), resolver, reachable, deadline);
            }
            return http;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        calls.shutdownNow();
        opening.lock();
        try {
            if (http != null) {
                http.close();
            }
        } catch (IOException ignored) {
            // Nothing waits for these connections any more.
        } finally {
            opening.unlock();
        }
    }
}
