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
      return "we take its advertisements, so it does not take ours, or does not hear us: look at"
          + " its log, and for a firewall or a switch that lets VRRP through in one direction only";
    }
    if (rejected == RejectReason.ADDRESS_LIST) {
      return "its addresses are not ours, for which one of us may reject the other's"
          + " advertisements: give both directors the same addresses";
    }
    String because =
        switch (rejected) {
          case TOO_SHORT -> "they are cut off: look for a broken driver or tunnel on the way";
          case NOT_VRRP -> "they are no VRRP: another program sends on its protocol or port";
          case UNKNOWN_VRID ->
              "the virtual router ID differs: give both directors the same virtual_router_id";
          case OWN_ADDRESS ->
              "they come from our own address: another host has it too, or the network loops";
          case WRONG_LENGTH ->
              "their length does not fit their address count: look for another implementation or"
                  + " version on that host";
          case TTL ->
              "they came through a router (TTL below the one expected): keep both directors on one"
                  + " segment, or say in the site which TTL its peers have";
          case VERSION -> "the VRRP version differs: give both directors the same version";
          case AUTH_TYPE ->
              "the authentication type differs: give both directors the same authentication";
          case PASSWORD -> "the password differs: give both directors the same password";
          case DIGEST ->
              "their authentication header was made with another key: give both directors the same"
                  + " password";
          case REPLAY ->
              "their authentication header's number was used before: look for a host that sends"
                  + " captured packets again; a director that has only just started hears ours and"
                  + " goes on from there";
          case INTERVAL ->
              "the advertisement interval differs: give both directors the same advert_interval";
          case TYPE ->
              "they are of another type than ADVERTISEMENT: that host has another protocol";
          case CHECKSUM ->
              "their checksum is wrong: look for a broken driver on the way, or, in version 3, for"
                  + " a host that leaves out the pseudo-header";
          case DESTINATION ->
              "they are sent to another address than we listen on: give both directors the same"
                  + " group, or name each as the other's peer";
          case ADDRESS_LIST -> "the addresses differ";
          case SOURCE -> "it is none of our peers: name it as one, or keep it from sending here";
          case OVERRUN -> "they come faster than they can be read: look for a flood of packets";
        };
    return "we reject its advertisements: " + because;
  }
}
