package org.hactl.agent.engines;

import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.RejectReason;
import org.jspecify.annotations.Nullable;

/** Why two routers are master at the same time, in words that tell what to do. Pure. */
public final class TwoMastersText {
  private TwoMastersText() {}

  /** One sentence without its full stop. */
  public static String of(OtherMaster other) {
    String priority = other.priority() == 0 ? "" : " with priority " + other.priority();
    return "%s also says it is master%s; %s"
        .formatted(other.peer().getHostAddress(), priority, why(other.rejected()));
  }

  private static String why(@Nullable RejectReason rejected) {
    if (rejected == null) {
      return "we accept its advertisements, so it rejects ours or does not receive them: read its log,"
          + " and check whether a firewall or switch drops VRRP in one direction";
    }
    if (rejected == RejectReason.ADDRESS_LIST) {
      return "its addresses differ from ours, and one director may reject the other's advertisements for"
          + " that: give both directors the same addresses";
    }
    String because =
        switch (rejected) {
          case TOO_SHORT ->
              "they are truncated: check the drivers and tunnels between the directors";
          case NOT_VRRP ->
              "they are not VRRP: another program sends with VRRP's protocol number or port";
          case UNKNOWN_VRID ->
              "the virtual router ID differs: give both directors the same virtual_router_id";
          case OWN_ADDRESS ->
              "they come from our own address: another host has it too, or the network loops";
          case WRONG_LENGTH ->
              "their length does not match their address count: check which VRRP program and version"
                  + " runs on that host";
          case TTL ->
              "a router has forwarded them (their TTL is too low): keep both directors on one segment,"
                  + " or set unicast.min_ttl in the site";
          case VERSION -> "the VRRP version differs: give both directors the same version";
          case AUTH_TYPE ->
              "the authentication type differs: give both directors the same authentication";
          case PASSWORD -> "the password differs: give both directors the same password";
          case DIGEST ->
              "their authentication header was made with another key: give both directors the same"
                  + " password";
          case REPLAY ->
              "the sequence number of their authentication header was used before: check whether a host"
                  + " replays captured packets; a director that has just started continues from our"
                  + " number by itself";
          case INTERVAL ->
              "the advertisement interval differs: give both directors the same advert_interval";
          case TYPE ->
              "their VRRP type is not ADVERTISEMENT: another program sends with VRRP's protocol number";
          case CHECKSUM ->
              "their checksum is wrong: check the network drivers and, with version 3, whether that host"
                  + " leaves out the pseudo-header";
          case DESTINATION ->
              "they are sent to an address on which we do not listen: give both directors the same"
                  + " multicast group, or make each a unicast peer of the other";
          case ADDRESS_LIST -> "the addresses differ";
          case SOURCE ->
              "it is not one of our unicast peers: add it to the peers, or stop it from sending here";
          case OVERRUN -> "they come faster than they can be read: look for a flood of packets";
        };
    return "we reject its advertisements: " + because;
  }
}
