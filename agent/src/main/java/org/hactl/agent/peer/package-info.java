/**
 * What the directors of a site tell each other: which version of the site each one holds. Decides
 * how far the virtual routers of this host stand back for a director with a newer version, and
 * whether a version that waits here is confirmed on another one. {@code PeerMessage}, {@code
 * PeerCodec}, {@code PeerExchange}, {@code StandBack} and {@code Following} are pure; {@code Peers}
 * has the thread and {@code PeerSockets} the sockets. Imports no other room of the agent.
 */
@NullMarked
package org.hactl.agent.peer;

import org.jspecify.annotations.NullMarked;
