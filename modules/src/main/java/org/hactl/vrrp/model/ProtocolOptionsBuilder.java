package org.hactl.vrrp.model;

import java.time.Duration;

/** Changes single values of {@link ProtocolOptions}. */
public final class ProtocolOptionsBuilder {
  private int downTimerAdverts;
  private boolean answerLower;
  private boolean tellHigher;
  private Checksum checksum;
  private AddressMismatch addressMismatch;
  private boolean strict;
  private Duration startupDelay;
  private Duration bootDelay;
  private Duration forwardingDelay;

  ProtocolOptionsBuilder(ProtocolOptions start) {
    downTimerAdverts = start.downTimerAdverts();
    answerLower = start.answerLower();
    tellHigher = start.tellHigher();
    checksum = start.checksum();
    addressMismatch = start.addressMismatch();
    strict = start.strict();
    startupDelay = start.startupDelay();
    bootDelay = start.bootDelay();
    forwardingDelay = start.forwardingDelay();
  }

  public ProtocolOptionsBuilder downTimerAdverts(int value) {
    downTimerAdverts = value;
    return this;
  }

  public ProtocolOptionsBuilder answerLower(boolean value) {
    answerLower = value;
    return this;
  }

  public ProtocolOptionsBuilder tellHigher(boolean value) {
    tellHigher = value;
    return this;
  }

  public ProtocolOptionsBuilder checksum(Checksum value) {
    checksum = value;
    return this;
  }

  public ProtocolOptionsBuilder addressMismatch(AddressMismatch value) {
    addressMismatch = value;
    return this;
  }

  public ProtocolOptionsBuilder strict(boolean value) {
    strict = value;
    return this;
  }

  public ProtocolOptionsBuilder startupDelay(Duration value) {
    startupDelay = value;
    return this;
  }

  public ProtocolOptionsBuilder bootDelay(Duration value) {
    bootDelay = value;
    return this;
  }

  public ProtocolOptionsBuilder forwardingDelay(Duration value) {
    forwardingDelay = value;
    return this;
  }

  public ProtocolOptions build() {
    return new ProtocolOptions(
        downTimerAdverts,
        answerLower,
        tellHigher,
        checksum,
        addressMismatch,
        strict,
        startupDelay,
        bootDelay,
        forwardingDelay);
  }
}
