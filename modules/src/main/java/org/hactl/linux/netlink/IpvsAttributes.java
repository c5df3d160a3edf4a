package org.hactl.linux.netlink;

/** The attribute numbers of the generic netlink family {@code IPVS}: {@code linux/ip_vs.h}. */
final class IpvsAttributes {
  static final int COMMAND_SERVICE = 1;
  static final int COMMAND_DESTINATION = 2;
  static final int COMMAND_DAEMON = 3;

  static final int COMMAND_TIMEOUT_TCP = 4;
  static final int COMMAND_TIMEOUT_TCP_FIN = 5;
  static final int COMMAND_TIMEOUT_UDP = 6;

  static final int SERVICE_FAMILY = 1;
  static final int SERVICE_PROTOCOL = 2;
  static final int SERVICE_ADDRESS = 3;
  static final int SERVICE_PORT = 4;
  static final int SERVICE_MARK = 5;
  static final int SERVICE_SCHEDULER = 6;
  static final int SERVICE_FLAGS = 7;
  static final int SERVICE_TIMEOUT = 8;
  static final int SERVICE_NETMASK = 9;
  static final int SERVICE_STATS = 10;
  static final int SERVICE_PERSISTENCE_ENGINE = 11;
  static final int SERVICE_STATS64 = 12;

  static final int DESTINATION_ADDRESS = 1;
  static final int DESTINATION_PORT = 2;
  static final int DESTINATION_METHOD = 3;
  static final int DESTINATION_WEIGHT = 4;
  static final int DESTINATION_UPPER_THRESHOLD = 5;
  static final int DESTINATION_LOWER_THRESHOLD = 6;
  static final int DESTINATION_ACTIVE = 7;
  static final int DESTINATION_INACTIVE = 8;
  static final int DESTINATION_PERSISTENT = 9;
  static final int DESTINATION_STATS = 10;
  static final int DESTINATION_FAMILY = 11;
  static final int DESTINATION_STATS64 = 12;
  static final int DESTINATION_TUNNEL_TYPE = 13;
  static final int DESTINATION_TUNNEL_PORT = 14;
  static final int DESTINATION_TUNNEL_FLAGS = 15;

  static final int DAEMON_STATE = 1;
  static final int DAEMON_INTERFACE = 2;
  static final int DAEMON_SYNC_ID = 3;
  static final int DAEMON_MAX_LENGTH = 4;
  static final int DAEMON_GROUP = 5;
  static final int DAEMON_GROUP6 = 6;
  static final int DAEMON_PORT = 7;
  static final int DAEMON_TTL = 8;

  static final int STATS_FIRST = 1;
  static final int STATS_LAST = 10;

  static final int INFO_VERSION = 1;
  static final int INFO_TABLE_SIZE = 2;

  private IpvsAttributes() {}
}
