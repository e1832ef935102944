// The name of the command before it became a CommonJS module, for scripts in other checkouts; not published.
import './canal-lint.cjs';
