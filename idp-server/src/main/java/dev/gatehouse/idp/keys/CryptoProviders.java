package dev.gatehouse.idp.keys;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Security;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the fastest cryptography that works here in force, for the whole process. */
public final class CryptoProviders {

    private CryptoProviders() {}

    /**
     * Begins, beside the caller, what {@link #install()} waits for: unpacking the native library and its self test. Both
     * are done once in a process.
     */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("crypto-self-test").start(CryptoProviders::obstacle);
    }

    /** Installs Amazon's provider in first place if its native library loads and passes its self test. */
    public static CryptoProvider install() {
        return install(CryptoProviders::obstacle);
    }

    static CryptoProvider install(Supplier<Optional<String>> obstacle) {
        Optional<String> reason = obstacle.get();
        if (reason.isPresent()) {
            Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
            return new CryptoProvider.Jdk(reason.get());
        }
        AmazonCorrettoCryptoProvider.install();
        return new CryptoProvider.Corretto(AmazonCorrettoCryptoProvider.INSTANCE.getVersionStr());
    }

    /** What stands against Amazon's provider: another processor or system than its library is built for, mostly. */
    private static Optional<String> obstacle() {
        try {
            Throwable loading = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
            if (loading != null) {
                return Optional.of("its native library does not load: " + loading.getMessage());
            }
            SelfTestStatus selfTest = AmazonCorrettoCryptoProvider.INSTANCE.runSelfTests();
            return selfTest == SelfTestStatus.PASSED
                    ? Optional.empty()
                    : Optional.of("its self test ended with " + selfTest);
        } catch (LinkageError e) {
            return Optional.of("its native library does not load: " + e.getMessage());
        }
    }
}
