# Written by `npm run gen` from the rules; do not edit.
package canal

import data.canal.pool_modes
import data.canal.resource_name

# METADATA
# entrypoint: true
violations contains object.union(v, {"rule": "pool-modes"}) if some v in pool_modes.violation

violations contains object.union(v, {"rule": "resource-name"}) if some v in resource_name.violation
