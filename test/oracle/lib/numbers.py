"""numpy's numbers as parameters of psycopg2, which writes them as Python does: from numpy 2 on that is np.float64(1.5)."""

import numpy as np
from psycopg2.extensions import Float, register_adapter

register_adapter(np.float64, lambda number: Float(float(number)))
