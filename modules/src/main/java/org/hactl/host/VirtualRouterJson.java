package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Checksum;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a virtual router, the same for all versions of hactl. The classes of {@code
 * org.hactl.vrrp.model} have no JSON annotations; fields with the same name and type need no entry
 * here.
 */
final class VirtualRouterJson {
  private VirtualRouterJson() {}

  /** Registers the values of {@code org.hactl.vrrp.model} with a mapper. */
  static SimpleModule module() {
    return new SimpleModule("virtual-router")
        .setMixInAnnotation(VrrpVersion.class, VersionForm.class)
        .setMixInAnnotation(GratuitousArp.class, GratuitousArpForm.class)
        .setMixInAnnotation(Transport.class, TransportForm.class)
        .setMixInAnnotation(Transport.Peer.class, PeerForm.class)
        .setMixInAnnotation(ProtocolOptions.class, ProtocolOptionsForm.class);
  }

  /** A whole router in one object. */
  record Form(
      String name,
      VrrpVersion version,
      int virtualRouterId,
      Family family,
      String interfaceName,
      int priority,
      long advertIntervalMillis,
      boolean preempt,
      long preemptDelayMillis,
      @Nullable AuthenticationForm authentication,
      List<String> addresses,
      List<Resource> held,
      GratuitousArp gratuitousArp,
      Transport transport,
      @JsonProperty("conduct") ProtocolOptions options,
      List<TrackSpec> tracks,
      List<HookSpec> hooks,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ResourceId> untracked,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int rankPenalty,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Resource> standby) {
    Form {
      // An older control node does not say.
      untracked = Objects.requireNonNullElse(untracked, List.of());
      standby = Objects.requireNonNullElse(standby, List.of());
    }
  }

  record AuthenticationForm(Authentication.Method type, Secret password) {}

  static final class Writer extends StdConverter<VirtualRouterSpec, Form> {
    @Override
    public Form convert(VirtualRouterSpec router) {
      RouterConfig config = router.config();
      return new Form(
          config.name(),
          config.version(),
          config.virtualRouterId(),
          config.family(),
          config.interfaceName(),
          config.priority(),
          config.advertInterval().toMillis(),
          config.preempt(),
          config.preemptDelay().toMillis(),
          config.authentication() instanceof Authentication.WithPassword it
              ? new AuthenticationForm(it.method(), new Secret(it.password()))
              : null,
          config.addresses().stream().map(InetAddresses::format).toList(),
          router.held(),
          config.gratuitousArp(),
          config.transport(),
          config.options(),
          router.tracks(),
          router.hooks(),
          // In the order of what it holds: the digest of the state must not depend on a set's
          // order.
          router.held().stream().map(Resource::id).filter(router.untracked()::contains).toList(),
          router.rankPenalty(),
          router.standby());
    }
  }

  static final class Reader extends StdConverter<Form, VirtualRouterSpec> {
    @Override
    public VirtualRouterSpec convert(Form form) {
      AuthenticationForm authentication = form.authentication();
      RouterConfig config =
          new RouterConfig(
              form.name(),
              form.version(),
              form.virtualRouterId(),
              form.family(),
              form.interfaceName(),
              form.priority(),
              Duration.ofMillis(form.advertIntervalMillis()),
              form.preempt(),
              Duration.ofMillis(form.preemptDelayMillis()),
              authentication == null
                  ? Authentication.none()
                  : Authentication.of(authentication.type(), authentication.password().value()),
              form.addresses().stream().map(InetAddresses::parse).toList(),
              List.of(),
              form.gratuitousArp(),
              form.transport(),
              form.options());
      return new VirtualRouterSpec(
          config,
          form.held(),
          form.tracks(),
          form.hooks(),
          Set.copyOf(form.untracked()),
          form.rankPenalty(),
          form.standby());
    }
  }

  private abstract static class VersionForm {
    @JsonValue
    abstract int number();

    @JsonCreator
    static VrrpVersion of(int number) {
      return VrrpVersion.of(number);
    }
  }

  private interface GratuitousArpForm {
    @JsonProperty("delayMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration delay();

    @JsonProperty("refreshMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration refresh();

    @JsonProperty("lowerDelayMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration lowerDelay();

    @JsonProperty("spacingMicros")
    @JsonSerialize(converter = ToMicros.class)
    @JsonDeserialize(converter = FromMicros.class)
    Duration spacing();
  }

  private interface TransportForm {
    @JsonSerialize(converter = ToText.class)
    @JsonDeserialize(converter = FromText.class)
    InetAddress group();

    @JsonSerialize(converter = ToText.class)
    @JsonDeserialize(converter = FromText.class)
    InetAddress source();

    @JsonIgnore
    boolean isUnicast();
  }

  private interface PeerForm {
    @JsonSerialize(converter = ToText.class)
    @JsonDeserialize(converter = FromText.class)
    InetAddress address();
  }

  private interface ProtocolOptionsForm {
    @JsonProperty("pseudoHeader")
    @JsonSerialize(converter = ToPseudoHeader.class)
    @JsonDeserialize(converter = FromPseudoHeader.class)
    Checksum checksum();

    @JsonProperty("discardOtherAddresses")
    @JsonSerialize(converter = ToDiscard.class)
    @JsonDeserialize(converter = FromDiscard.class)
    AddressMismatch addressMismatch();

    @JsonProperty("startupDelayMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration startupDelay();

    @JsonProperty("bootDelayMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration bootDelay();

    @JsonProperty("forwardingDelayMillis")
    @JsonSerialize(converter = ToMillis.class)
    @JsonDeserialize(converter = FromMillis.class)
    Duration forwardingDelay();
  }

  private static final class ToMillis extends StdConverter<Duration, Long> {
    @Override
    public Long convert(Duration time) {
      return time.toMillis();
    }
  }

  private static final class FromMillis extends StdConverter<Long, Duration> {
    @Override
    public Duration convert(Long millis) {
      return Duration.ofMillis(millis);
    }
  }

  private static final class ToMicros extends StdConverter<Duration, Long> {
    @Override
    public Long convert(Duration time) {
      return time.toNanos() / 1_000;
    }
  }

  private static final class FromMicros extends StdConverter<Long, Duration> {
    @Override
    public Duration convert(Long micros) {
      return Duration.of(micros, ChronoUnit.MICROS);
    }
  }

  private static final class ToText extends StdConverter<InetAddress, String> {
    @Override
    public String convert(InetAddress address) {
      return InetAddresses.format(address);
    }
  }

  private static final class FromText extends StdConverter<String, InetAddress> {
    @Override
    public InetAddress convert(String text) {
      return InetAddresses.parse(text);
    }
  }

  private static final class ToPseudoHeader extends StdConverter<Checksum, Boolean> {
    @Override
    public Boolean convert(Checksum checksum) {
      return checksum == Checksum.PSEUDO_HEADER;
    }
  }

  private static final class FromPseudoHeader extends StdConverter<Boolean, Checksum> {
    @Override
    public Checksum convert(Boolean pseudoHeader) {
      return pseudoHeader ? Checksum.PSEUDO_HEADER : Checksum.PLAIN;
    }
  }

  private static final class ToDiscard extends StdConverter<AddressMismatch, Boolean> {
    @Override
    public Boolean convert(AddressMismatch mismatch) {
      return mismatch == AddressMismatch.DISCARD;
    }
  }

  private static final class FromDiscard extends StdConverter<Boolean, AddressMismatch> {
    @Override
    public AddressMismatch convert(Boolean discard) {
      return discard ? AddressMismatch.DISCARD : AddressMismatch.REPORT;
    }
  }
}
