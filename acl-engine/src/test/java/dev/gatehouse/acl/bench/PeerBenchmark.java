package dev.gatehouse.acl.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same questions about the same small model, put to each engine from strings. */
@State(Scope.Benchmark)
public class PeerBenchmark {

    @SuppressWarnings("NullAway.Init") // by JMH
    private SmallWorld world;

    private int next;

    @Setup
    public void setUp() throws Exception {
        world = new SmallWorld();
    }

    private int question() {
        return next++ & 0xFFFF;
    }

    @Benchmark
    public boolean gatehouse() {
        return world.ours(question());
    }

    @Benchmark
    public boolean jcasbin() {
        return world.casbin(question());
    }

    @Benchmark
    public boolean cedar() throws Exception {
        return world.cedar(question());
    }
}
