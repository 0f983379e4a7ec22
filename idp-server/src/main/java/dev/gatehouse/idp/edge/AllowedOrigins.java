package dev.gatehouse.idp.edge;

/** A source of origins that may call from a browser. Asked on every cross-origin request: it answers from memory. */
@FunctionalInterface
public interface AllowedOrigins {

    /** Whether this origin, exactly as the browser sends it, may call. */
    boolean allows(String origin);
}
