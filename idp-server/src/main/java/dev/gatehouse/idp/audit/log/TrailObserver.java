package dev.gatehouse.idp.audit.log;

/** Is told what the writer does, by the writer's thread. MUST return at once and MUST NOT throw. */
public interface TrailObserver {

    /** A group is durable. */
    void appended(int records, long nanos);

    /** A group was not acknowledged, or what became of it could not be found out. */
    void failed(String what, Throwable why);
}
