package org.hactl.linux.kernel;

import java.net.InetAddress;
import java.util.Set;
import org.hactl.linux.net.InetPrefix;
import org.hactl.linux.net.Scope;
import org.jspecify.annotations.Nullable;

/** Changes single values of an {@link InterfaceAddress}. */
public final class InterfaceAddressBuilder {
  private String interfaceName;
  private final InetPrefix prefix;
  private Scope scope;
  private String label;
  private Set<AddressFlag> flags;
  private int protocol;
  private @Nullable InetAddress peer;
  private @Nullable InetAddress broadcast;
  private @Nullable Long preferredSeconds;

  InterfaceAddressBuilder(InterfaceAddress start) {
    interfaceName = start.interfaceName();
    prefix = start.prefix();
    scope = start.scope();
    label = start.label();
    flags = start.flags();
    protocol = start.protocol();
    peer = start.peer();
    broadcast = start.broadcast();
    preferredSeconds = start.preferredSeconds();
  }

  public InterfaceAddressBuilder interfaceName(String value) {
    interfaceName = value;
    return this;
  }

  public InterfaceAddressBuilder scope(Scope value) {
    scope = value;
    return this;
  }

  public InterfaceAddressBuilder label(String value) {
    label = value;
    return this;
  }

  public InterfaceAddressBuilder flags(Set<AddressFlag> value) {
    flags = value;
    return this;
  }

  public InterfaceAddressBuilder protocol(int value) {
    protocol = value;
    return this;
  }

  public InterfaceAddressBuilder peer(@Nullable InetAddress value) {
    peer = value;
    return this;
  }

  public InterfaceAddressBuilder broadcast(@Nullable InetAddress value) {
    broadcast = value;
    return this;
  }

  public InterfaceAddressBuilder preferredSeconds(@Nullable Long value) {
    preferredSeconds = value;
    return this;
  }

  public InterfaceAddress build() {
    return new InterfaceAddress(
        interfaceName, prefix, scope, label, flags, protocol, peer, broadcast, preferredSeconds);
  }
}
