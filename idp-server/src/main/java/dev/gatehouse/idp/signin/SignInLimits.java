package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Refused;
import dev.gatehouse.idp.signin.Admission.Reservation;
import dev.gatehouse.idp.storage.DocumentStore;
import java.time.Clock;
import java.util.function.LongSupplier;

/** The limits of failed sign-ins, per address and per account. Each counts for itself; an attempt needs a place in both. */
public final class SignInLimits {

    private final AddressLimit addresses;
    private final AccountLimit accounts;

    public SignInLimits(
            int failuresPerAddress, int failuresPerAccount, DocumentStore store, KeyedHash hash, Clock clock) {
        this(failuresPerAddress, failuresPerAccount, store, hash, clock, System::nanoTime);
    }

    SignInLimits(
            int failuresPerAddress,
            int failuresPerAccount,
            DocumentStore store,
            KeyedHash hash,
            Clock clock,
            LongSupplier nanoTime) {
        this.addresses = new AddressLimit(failuresPerAddress, nanoTime);
        this.accounts = new AccountLimit(failuresPerAccount, store, hash, clock);
    }

    /** Reserves a place in both limits, or in neither. */
    Admission admit(String address, String account) {
        return switch (addresses.admit(address)) {
            case Refused refused -> refused;
            case Admitted(Reservation atAddress) -> admit(atAddress, account);
        };
    }

    private Admission admit(Reservation atAddress, String account) {
        Admission admission;
        try {
            admission = accounts.admit(account);
        } catch (RuntimeException unavailable) {
            atAddress.withdrawn();
            throw unavailable;
        }
        return switch (admission) {
            case Refused refused -> {
                atAddress.withdrawn();
                yield refused;
            }
            case Admitted(Reservation atAccount) -> new Admitted(new Both(atAddress, atAccount));
        };
    }

    private record Both(Reservation atAddress, Reservation atAccount) implements Reservation {

        @Override
        public void failed() {
            try {
                atAccount.failed();
            } finally {
                atAddress.failed();
            }
        }

        @Override
        public void succeeded() {
            try {
                atAccount.succeeded();
            } finally {
                atAddress.succeeded();
            }
        }

        @Override
        public void withdrawn() {
            atAccount.withdrawn();
            atAddress.withdrawn();
        }
    }
}
