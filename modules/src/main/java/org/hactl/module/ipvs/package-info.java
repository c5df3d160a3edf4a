/** IPVS: a virtual service with its real servers is one resource. */
@NullMarked
package org.hactl.module.ipvs;

import org.jspecify.annotations.NullMarked;
