package org.hactl.bfd.protocol;

import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.hactl.bfd.model.SessionSnapshot;

/** What the neighbour last sent about itself: the Remote variables of RFC 5880 section 6.8.1. */
public final class Neighbour {
  private int discriminator;
  private BfdState state = BfdState.DOWN;
  private Diagnostic diagnostic = Diagnostic.NONE;
  private int multiplier;
  private boolean demand;
  private long desiredMinTxMicros;
  private long requiredMinRxMicros = 1;

  void hear(ControlPacket packet) {
    discriminator = packet.myDiscriminator();
    state = packet.state();
    diagnostic = packet.diagnostic();
    multiplier = packet.multiplier();
    demand = packet.isDemand();
    desiredMinTxMicros = packet.desiredMinTxMicros();
    requiredMinRxMicros = packet.requiredMinRxMicros();
  }

  /**
   * Nothing was heard for the detection time. The RFC says to forget the discriminator. The
   * intervals are forgotten as well: otherwise a neighbour that wanted no packets would never get
   * one again.
   */
  void forget() {
    discriminator = 0;
    state = BfdState.DOWN;
    demand = false;
    desiredMinTxMicros = 0;
    requiredMinRxMicros = 1;
  }

  SessionSnapshot.Remote snapshot() {
    return new SessionSnapshot.Remote(
        discriminator,
        state,
        diagnostic,
        multiplier,
        demand,
        desiredMinTxMicros,
        requiredMinRxMicros);
  }

  void restore(SessionSnapshot.Remote from) {
    discriminator = from.discriminator();
    state = from.state();
    diagnostic = from.diagnostic();
    multiplier = from.multiplier();
    demand = from.demand();
    desiredMinTxMicros = from.desiredMinTxMicros();
    requiredMinRxMicros = from.requiredMinRxMicros();
  }

  /** 0 while it is not known. */
  public int discriminator() {
    return discriminator;
  }

  public BfdState state() {
    return state;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }

  /** 0 before its first packet. */
  public int multiplier() {
    return multiplier;
  }

  boolean isDemand() {
    return demand;
  }

  long desiredMinTxMicros() {
    return desiredMinTxMicros;
  }

  /** 0 if it wants no periodic packets at all. */
  long requiredMinRxMicros() {
    return requiredMinRxMicros;
  }
}
