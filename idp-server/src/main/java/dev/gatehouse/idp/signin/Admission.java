package dev.gatehouse.idp.signin;

import java.time.Duration;

/** Whether an attempt to sign in may be evaluated at all. */
sealed interface Admission {

    /** It may; a place is reserved until the attempt says how it ended. */
    record Admitted(Reservation place) implements Admission {}

    /** It may not, until then. */
    record Refused(String limit, Duration retryAfter) implements Admission {}

    /** A place among the attempts that may be evaluated. One of its methods MUST be called. */
    interface Reservation {

        /** The attempt failed and counts. */
        void failed();

        /** The attempt succeeded. */
        void succeeded();

        /** The attempt was not evaluated and does not count. */
        void withdrawn();
    }
}
