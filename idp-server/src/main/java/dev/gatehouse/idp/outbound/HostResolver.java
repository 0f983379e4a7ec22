package dev.gatehouse.idp.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostResolver {

    /** All addresses, at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** By the machine's own means. */
    static HostResolver ofSystem() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
