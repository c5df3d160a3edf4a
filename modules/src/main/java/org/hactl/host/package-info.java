/**
 * The desired state of one host, compiled from the site and sent to its agent as JSON: resources
 * that stand as they are, virtual routers and virtual services whose resources follow from roles
 * and health.
 */
@NullMarked
package org.hactl.host;

import org.jspecify.annotations.NullMarked;
