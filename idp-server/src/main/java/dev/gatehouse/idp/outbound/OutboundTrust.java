package dev.gatehouse.idp.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted in outgoing calls: the JDK's roots and those of a file. */
public final class OutboundTrust {

    private OutboundTrust() {}

    /**
     * The certificates of a PEM file.
     *
     * @throws IllegalArgumentException when it cannot be read or has none
     */
    public static List<Certificate> certificates(Path pem) {
        try (InputStream content = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(content);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no certificate in " + pem);
            }
            return List.copyOf(found);
        } catch (IOException | CertificateException unreadable) {
            throw new IllegalArgumentException("not a readable PEM file of certificates: " + pem, unreadable);
        }
    }

    static SSLContext context(List<Certificate> more) {
        try {
            List<Certificate> anchors = new ArrayList<>(more);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager roots) {
                    for (X509Certificate root : roots.getAcceptedIssuers()) {
                        anchors.add(root);
                    }
                }
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < anchors.size(); i++) {
                store.setCertificateEntry("anchor-" + i, anchors.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("the JDK's trust store cannot be used", broken);
        }
    }

    /** Null stands for the JDK's own. */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
