package org.hactl.module.sync;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Objects;
import org.hactl.linux.kernel.ipvs.IpvsSyncDaemon;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A thread of IPVS that sends connections to other directors or takes theirs. Its role is its
 * identity. Null is the kernel's default.
 *
 * @param syncId sender and receiver need the same; a receiver with 0 takes all; 0 to 255
 * @param group a multicast address, IPv4 or IPv6
 * @param maxLength of one message, in bytes
 */
public record ConnectionSyncResource(
    Role role,
    String interfaceName,
    int syncId,
    @Nullable String group,
    @Nullable Integer port,
    @Nullable Integer ttl,
    @Nullable Integer maxLength)
    implements Resource {
  public static final String KIND = "connection-sync";

  /** What the thread does. */
  public enum Role {
    SENDER(IpvsSyncDaemon.Role.MASTER),
    RECEIVER(IpvsSyncDaemon.Role.BACKUP);

    private final IpvsSyncDaemon.Role inKernel;

    Role(IpvsSyncDaemon.Role inKernel) {
      this.inKernel = inKernel;
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if the text is neither {@code sender} nor {@code receiver}
     */
    @JsonCreator
    static Role parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    IpvsSyncDaemon.Role inKernel() {
      return inKernel;
    }
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, role.text());
  }

  /** The role that a resource's identity of this kind names. */
  static Role role(ResourceId id) {
    return Role.parse(id.key());
  }

  /** The thread as the kernel will have it. */
  public IpvsSyncDaemon inKernel() {
    return new IpvsSyncDaemon(
        role.inKernel(),
        interfaceName,
        syncId,
        group == null ? IpvsSyncDaemon.DEFAULT_GROUP : InetAddresses.parse(group),
        Objects.requireNonNullElse(port, IpvsSyncDaemon.DEFAULT_PORT),
        Objects.requireNonNullElse(ttl, IpvsSyncDaemon.DEFAULT_TTL),
        Objects.requireNonNullElse(maxLength, 0));
  }
}
