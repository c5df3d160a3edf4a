package org.hactl.host;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.Duration;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdPath;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.linux.net.InetAddresses;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a BFD session, the same for all versions of hactl. The classes of {@code
 * org.hactl.bfd.model} have no JSON annotations.
 */
final class BfdSessionJson {
  private BfdSessionJson() {}

  /** Registers the values of {@code org.hactl.bfd.model} with a mapper. */
  static SimpleModule module() {
    return new SimpleModule("bfd-session").setMixInAnnotation(BfdConfig.class, ConfigForm.class);
  }

  @JsonSerialize(converter = Writer.class)
  @JsonDeserialize(converter = Reader.class)
  private interface ConfigForm {}

  /** A whole session in one object. */
  record Form(
      String name,
      String neighbour,
      @Nullable String source,
      @Nullable String interfaceName,
      long minRxMillis,
      long minTxMillis,
      long idleTxMillis,
      int multiplier,
      boolean passive,
      boolean multihop,
      int ttl,
      int minTtl) {}

  static final class Writer extends StdConverter<BfdConfig, Form> {
    @Override
    public Form convert(BfdConfig session) {
      BfdPath path = session.path();
      BfdTiming timing = session.timing();
      return new Form(
          session.name(),
          InetAddresses.format(path.neighbour()),
          path.source() == null ? null : InetAddresses.format(path.source()),
          path.interfaceName(),
          timing.minRx().toMillis(),
          timing.minTx().toMillis(),
          timing.idleTx().toMillis(),
          timing.multiplier(),
          session.passive(),
          path.multihop(),
          session.ttl(),
          session.minTtl());
    }
  }

  static final class Reader extends StdConverter<Form, BfdConfig> {
    @Override
    public BfdConfig convert(Form form) {
      return new BfdConfig(
          form.name(),
          new BfdPath(
              InetAddresses.parse(form.neighbour()),
              form.source() == null ? null : InetAddresses.parse(form.source()),
              form.interfaceName(),
              form.multihop()),
          new BfdTiming(
              Duration.ofMillis(form.minRxMillis()),
              Duration.ofMillis(form.minTxMillis()),
              Duration.ofMillis(form.idleTxMillis()),
              form.multiplier()),
          form.passive(),
          form.ttl(),
          form.minTtl());
    }
  }
}
